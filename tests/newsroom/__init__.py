"""The tests' newsroom: a real origin server on loopback that plays news sites, with scripted answers and faults."""

from tests.newsroom.server import Answer, Edition, Newsroom, Request, Site, gzip_bomb
from tests.newsroom.stories import EPOCH, Story

__all__ = ["EPOCH", "Answer", "Edition", "Newsroom", "Request", "Site", "Story", "gzip_bomb"]
