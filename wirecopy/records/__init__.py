"""Normalizing: addresses, dates, authors, language, text. Pure."""
