"""`python -m services.api`: serve the API and the dashboard until SIGTERM or Ctrl-C."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from types import FrameType

import click
import uvicorn

from services.api.app import create_app
from services.api.protection import is_loopback_host
from wirecopy import log
from wirecopy import settings as settings_of
from wirecopy.errors import PortInUse, SetupError
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from workers.queues import queue_probe

_DRAIN_SECONDS = 5


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that listens at `host`:`port`. Raises PortInUse, or SetupError when it can't be bound at all."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SetupError(f"can't listen on {host}: {error.strerror}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(socket.SOMAXCONN)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} on {host} is in use; choose another with --port") from error
        raise SetupError(f"can't listen on {host} port {port}: {error.strerror}") from error
    return listener


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal. Raises SetupError before the first request when it can't."""
    ledger = Ledger(settings.ledger_url)
    try:
        ledger.check_schema()
        with listen(host, port) as listener:
            bound = listener.getsockname()[1]
            app = create_app(settings, ledger, queue_probe(settings.queue_url), loopback=is_loopback_host(_url(host)))
            server = uvicorn.Server(
                uvicorn.Config(
                    app,
                    log_config=None,
                    access_log=False,
                    server_header=False,
                    lifespan="on",
                    timeout_graceful_shutdown=_DRAIN_SECONDS,
                )
            )
            click.echo(f"wirecopy dashboard and API on http://{_url(host)}:{bound}", err=True)
            server.run(sockets=[listener])
    finally:
        ledger.close()


def _url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stopped(_signal: int, _frame: FrameType | None) -> None:
    # uvicorn raises the signal again once it has shut down cleanly; without this the exit status would tell of a kill.
    sys.exit(0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
def main(host: str, port: int) -> None:
    """Serve wirecopy's API and dashboard."""
    signal.signal(signal.SIGTERM, _stopped)
    signal.signal(signal.SIGINT, _stopped)
    try:
        settings = settings_of.load()
        log.configure(settings.log_level, "api")
        serve(settings, host, port)
    except SetupError as error:
        click.echo(f"wirecopy api: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
