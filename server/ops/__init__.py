"""Commands of serve.py: verify, backup, restore."""
