"""What travels and what is kept: frozen pydantic models, no I/O and no behaviour beyond validation."""
