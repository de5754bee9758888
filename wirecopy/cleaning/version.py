"""The version of the cleaning code."""

VERSION = "1"
"""Changes whenever the same page may give another record, so that what was cleaned before can be cleaned again."""
