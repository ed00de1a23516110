"""make bench: how fast the product is, each figure as a ratio to a floor measured in the same run.

Machines differ and other programs run beside; a ratio between two things measured by turns says something
nevertheless. Nothing here is asserted by a test: a person reads the table (docs/measuring.md says how).
"""
