"""Long-running processes and entry points: fetcher, API, command line, embedded stack."""
