"""The craft of wirecopy, shared by the fetcher and the workers. No process of its own."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("wirecopy")
except PackageNotFoundError:  # a source tree that was not installed
    __version__ = "0+source"
