"""Pages to text, fields and reasons. Pure."""

from wirecopy.cleaning.clean import clean
from wirecopy.cleaning.version import VERSION

__all__ = ["VERSION", "clean"]
