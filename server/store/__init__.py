"""Where it is kept: database, files, keys."""
