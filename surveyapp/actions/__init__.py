"""What people do, one function per deed, given a session and the time; nothing here commits."""
