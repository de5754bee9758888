"""Settings: environment variables `WIRECOPY_*`, read once at the entry point and passed down."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from wirecopy import __version__
from wirecopy.errors import SetupError

# sun_path holds 108 bytes on Linux and 104 on macOS, with the closing NUL.
_SOCKET_PATH_LIMIT = 100


class Settings(BaseSettings):
    """All there is to set. Each field is the environment variable `WIRECOPY_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="WIRECOPY_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("wirecopy")),
        description="Folder for the database, the archive and the private broker of the embedded stack.",
    )
    database_url: str = Field(
        default="", description="SQLAlchemy URL of the ledger; default: SQLite in the data folder."
    )
    broker_url: str = Field(
        default="", description="Celery broker; default: the private Redis on a socket in the data folder."
    )
    contact: str = Field(
        default="",
        description="A web page or mail address where you can be reached; part of the User-Agent, so that a site that "
        "minds your requests can say so instead of shutting you out.",
    )
    user_agent: str = Field(
        default="", description="How requests introduce themselves; default: wirecopy, its version, and your contact."
    )
    host_interval: float = Field(default=1.0, ge=0, description="Seconds between two requests to one host.")
    allow_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description="Comma-separated CIDRs that the address guard lets through although they are not public.",
    )
    public_url: str = Field(
        default="",
        description="Address under which the API is reached from outside, for WebSub hubs that push news to it; "
        "empty: feeds are only polled.",
    )
    poll_interval: int = Field(
        default=3600, ge=60, description="Seconds between two polls of a feed, on average over all feeds."
    )
    shortest_interval: int = Field(
        default=600, ge=60, description="Seconds between two polls of a feed that is known to post often, at least."
    )
    longest_interval: int = Field(
        default=86_400, ge=60, description="Seconds between two polls of a quiet feed, at most."
    )
    polls_per_day: int = Field(
        default=0, ge=0, description="Budget of polls a day for all feeds together; 0: as `POLL_INTERVAL` says."
    )
    feeds_despite_robots: bool = Field(
        default=True,
        description="Whether feeds that somebody submitted are polled even where robots.txt shuts crawlers out; "
        "article pages never are.",
    )
    concurrency: int = Field(default=32, ge=1, le=1000, description="Requests in flight per fetcher.")
    cleaners: int = Field(
        default_factory=lambda: max(1, min(8, os.cpu_count() or 1)), ge=1, description="Cleaning processes per fetcher."
    )
    fetch_timeout: float = Field(default=30.0, gt=0, description="Seconds for one request, redirects included.")
    clean_timeout: float = Field(default=20.0, gt=0, description="Seconds for cleaning one page or parsing one feed.")
    feed_bytes: int = Field(default=16 * 2**20, ge=1024, description="Cap of a feed's body, decompressed.")
    page_bytes: int = Field(default=8 * 2**20, ge=1024, description="Cap of a page's body, decompressed.")
    batch_size: int = Field(default=20, ge=1, le=500, description="Articles in one message on the queue.")
    max_queued: int = Field(default=2000, ge=1, description="Entries on the queue at which the fetcher stops pulling.")
    lease_timeout: float = Field(
        default=180.0, gt=0, description="Seconds after which a lease is void: a fetcher's, and that of `reprocess`."
    )
    queue_timeout: float = Field(
        default=300.0, gt=0, description="Seconds after which a queued entry goes round again from the archive."
    )
    retry_delay: float = Field(
        default=60.0, ge=0, description="Seconds before a failed entry is tried again; doubles each time."
    )
    max_attempts: int = Field(default=5, ge=1, description="Attempts after which an entry has failed.")
    reprocess_at_once: int = Field(
        default=2, ge=1, description="Batches of stored articles that are cleaned again at one time, over all workers."
    )
    log_level: str = Field(default="info", description="debug, info, warning or error.")

    @field_validator("allow_networks", mode="before")
    @classmethod
    def _split_networks(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("contact", "user_agent")
    @classmethod
    def _fit_for_a_header(cls, value: str) -> str:
        if not (value.isascii() and (value.isprintable() or not value)):
            raise ValueError("only printable ASCII characters may stand in a request header")
        return value.strip()

    @field_validator("public_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("it has to begin with https:// (or http://)")
        return value.rstrip("/")

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def introduction(self) -> str:
        """The User-Agent header of every request."""
        if self.user_agent:
            return self.user_agent
        return f"wirecopy/{__version__} (+{self.contact})" if self.contact else f"wirecopy/{__version__}"

    @property
    def ledger_url(self) -> str:
        """The ledger's SQLAlchemy URL; plain `postgres://` forms are given the psycopg driver."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'wirecopy.db'}"
        for prefix in ("postgres://", "postgresql://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @property
    def queue_url(self) -> str:
        """The broker's URL."""
        return self.broker_url or f"redis+socket://{self.redis_socket}"

    @property
    def redis_socket(self) -> Path:
        """Where the embedded broker listens: in the data folder, else (long paths) in the temporary folder."""
        near = self.data_dir / "run" / "redis.sock"
        if len(os.fsencode(near)) <= _SOCKET_PATH_LIMIT:
            return near
        name = sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"wirecopy-{os.getuid()}-{name}" / "redis.sock"

    @property
    def archive_dir(self) -> Path:
        """Folder of the WARC files."""
        return self.data_dir / "archive"


def load(**overrides: Any) -> Settings:
    """Read the settings from the environment; `overrides` win over it.

    Raises SetupError that names each bad variable and what is wrong with it.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [
            f"WIRECOPY_{'_'.join(str(part) for part in problem['loc'][:1]).upper()}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise SetupError("bad settings:\n  " + "\n  ".join(lines)) from None
