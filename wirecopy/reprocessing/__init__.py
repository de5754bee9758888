"""Cleaning stored articles again, from the archive: no site is asked."""
