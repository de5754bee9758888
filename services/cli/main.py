"""The `wirecopy` command. Each subcommand stands in a module of its own and is imported when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from services.stack.signals import Stopped
from wirecopy import __version__
from wirecopy.errors import UsageError, WirecopyError

# In the order in which a newcomer meets them.
COMMANDS = {
    "demo": "demo",
    "ingest": "ingest",
    "up": "up",
    "feeds": "feeds",
    "articles": "articles",
    "stories": "stories",
    "tasks": "tasks",
    "explain": "explain",
    "sites": "sites",
    "reprocess": "reprocess",
    "parse": "parse",
    "clean": "clean",
    "dedupe": "dedupe",
    "migrate": "migrate",
    "doctor": "doctor",
}


class Commands(click.Group):
    """Imports a command's module when it is needed, and turns wirecopy's errors into a line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in reading order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"services.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run; a WirecopyError becomes a message on stderr and exit code 1, or 2 when the call itself was wrong."""
        try:
            return super().invoke(ctx)
        except WirecopyError as error:
            click.echo(f"wirecopy: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except Stopped as stopped:
            # As a shell reports a program that a signal ended.
            ctx.exit(128 + stopped.number)
        except BrokenPipeError:
            # The reader of our output left (`| head`): that is no failure of ours.
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wirecopy")
def cli() -> None:
    """News ingestion: feeds in; clean, deduplicated, structured articles out.

    \b
    Start here:
      wirecopy demo                      a small newsroom, served and ingested on this machine, offline
      wirecopy ingest URL|FILE...        your feeds, once, from the first request to the stored record
      wirecopy up                        keep polling; dashboard and API on http://127.0.0.1:8080
    """


def main() -> None:
    """Entry point of the console script."""
    cli(prog_name="wirecopy")
