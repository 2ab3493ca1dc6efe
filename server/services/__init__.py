"""What the window does: one module a subject, between routes and store."""
