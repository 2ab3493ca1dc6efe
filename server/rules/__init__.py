"""Pure rules: no time, no randomness, no input or output."""
