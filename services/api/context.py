"""What every handler may use: settings, the ledger, the broker's probe, the clock, and who reads pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from services.api.pagedesk import PageDesk
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from workers.queues import QueueProbe


@dataclass(frozen=True)
class Context:
    """The collaborators of one running API. Holds no state of its own but the page desk's processes."""

    settings: Settings
    ledger: Ledger
    queue_probe: QueueProbe
    clock: Callable[[], datetime]
    page_desk: PageDesk


async def _of(request: Request) -> Context:
    return cast(Context, request.app.state.context)


Here = Annotated[Context, Depends(_of)]
"""Handler parameter: the running service's collaborators."""
