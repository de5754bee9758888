"""The polite HTTP client: address guard, caps, robots, one pace per host."""
