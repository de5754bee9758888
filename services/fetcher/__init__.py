"""The fetcher service: polls feeds, pulls and cleans pages, queues clean copy."""
