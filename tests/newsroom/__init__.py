"""The tests' newsroom: a real origin server on loopback that plays news sites, with scripted answers and faults."""

from tests.newsroom.answers import Answer, Request, gzip_bomb
from tests.newsroom.server import Edition, Newsroom, Site
from tests.newsroom.stories import EPOCH, Story

__all__ = ["EPOCH", "Answer", "Edition", "Newsroom", "Request", "Site", "Story", "gzip_bomb"]
