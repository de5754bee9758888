"""A small newsroom that ships with the package."""
