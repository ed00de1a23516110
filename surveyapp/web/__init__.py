"""Pages: what a browser asks for and gets."""
