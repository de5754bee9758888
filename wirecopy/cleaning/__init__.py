"""Pages to text, fields and reasons. Pure."""
