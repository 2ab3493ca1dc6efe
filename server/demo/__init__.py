"""The fictional street."""
