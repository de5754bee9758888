"""What every handler may use: settings, the ledger, the broker's probe and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from workers.queues import QueueProbe


@dataclass(frozen=True)
class Context:
    """The collaborators of one running API. Holds no state of its own."""

    settings: Settings
    ledger: Ledger
    queue_probe: QueueProbe
    clock: Callable[[], datetime]


async def _of(request: Request) -> Context:
    return cast(Context, request.app.state.context)


Here = Annotated[Context, Depends(_of)]
"""Handler parameter: the running service's collaborators."""
