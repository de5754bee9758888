"""`wirecopy up`: the whole embedded stack in the foreground."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from services.cli.folder import data_option, settings_for
from services.cli.output import plain, stderr
from services.stack.oneshot import give_up_after
from services.stack.signals import Stopped, stop_on_signals
from services.stack.stack import check_port, open_folder, running_stack

_LOOK_SECONDS = 0.5


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve the dashboard and the API on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="Port to serve them on.")
@click.option(
    "--workers", type=click.IntRange(1), default=lambda: min(4, os.cpu_count() or 1), help="Worker processes."
)
@data_option
def command(host: str, port: int, workers: int, data_dir: Path | None) -> None:
    """Run broker, workers, fetcher, API and dashboard on this machine until Ctrl-C.

    What crashes is started again. Everything is kept in one folder; start again on the same folder to go on.
    """
    settings = settings_for(data_dir)
    console = stderr()
    check_port(host, port)
    try:
        with (
            stop_on_signals(),
            open_folder(settings),
            running_stack(settings, workers=workers, api=(host, port)) as supervisor,
        ):
            shown = f"[{host}]" if ":" in host else host
            console.print(f"dashboard  [bold]http://{shown}:{port}/[/bold]")
            console.print(f"data       {plain(settings.data_dir)}")
            console.print("stop       Ctrl-C")
            while True:
                for line in supervisor.check():
                    console.print(plain(line))
                give_up_after(supervisor.crashes(), supervisor.log_tail, most=20)
                time.sleep(_LOOK_SECONDS)
    except Stopped:
        console.print("stopped")
