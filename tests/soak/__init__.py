"""make soak: long runs under load. Outside the test suite: they take minutes, and what they show is read by a person.

load    officials save every few seconds: every acknowledged answer is there afterwards, and how long each waited
kill    the same while the server is killed at random moments (kill -9) and started again
cut     the same, and whatever was not synced to the disk by then is undone, as when the power fails; on SQLite
"""
