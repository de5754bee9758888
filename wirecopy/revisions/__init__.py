"""Revisions: what changed between two versions of an article, and what kind of change it is. Pure."""

from wirecopy.revisions.classify import Version, classify, version_of
from wirecopy.revisions.difference import compare, with_diffs

__all__ = ["Version", "classify", "compare", "version_of", "with_diffs"]
