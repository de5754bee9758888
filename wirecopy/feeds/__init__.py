"""Feeds: bytes to entries, discovery, OPML, when to poll next. Pure."""
