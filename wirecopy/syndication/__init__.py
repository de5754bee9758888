"""Syndication: whose text it is that several outlets run, and what each made of it. Pure."""

from wirecopy.syndication.group import syndication

__all__ = ["syndication"]
