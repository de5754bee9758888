"""The database: the source of truth for feeds, entries, articles and changes."""
