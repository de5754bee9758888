"""How much of a feed is kept. A flood costs what these allow and no more."""

ENTRIES = 5_000
"""Entries of one document. Google caps news sitemaps at 1,000; real feeds seldom pass 500."""
TITLE = 1_000
"""Characters of a title."""
SUMMARY = 5_000
"""Characters of a summary. A description that is a whole article is kept whole as content."""
TAG = 200
TAGS = 100
AUTHOR = 200
AUTHORS = 50
ENCLOSURES = 50
