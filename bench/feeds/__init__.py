"""Feed parsing beside feedparser and fastfeedparser: `python -m bench.feeds`."""
