"""What is remembered: models and named queries; nothing here commits."""
