"""Pages to text, fields and reasons. Pure."""

from wirecopy.cleaning.clean import clean, get_ready
from wirecopy.cleaning.version import VERSION

__all__ = ["VERSION", "clean", "get_ready"]
