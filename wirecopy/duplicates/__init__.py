"""Telling a new article from one that has run before. Pure."""
