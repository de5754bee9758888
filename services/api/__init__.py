"""The HTTP service: a JSON API under `/v1`, health and metrics beside it, and the dashboard at `/`."""
