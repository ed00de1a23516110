"""Papers in and out: bytes in, bytes out, knowing only the core and its wording."""
