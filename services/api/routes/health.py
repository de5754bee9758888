"""`/healthz` and `/readyz`: for supervisors and load balancers."""

from __future__ import annotations

from fastapi import APIRouter

from services.api.answers import Ready
from services.api.context import Here
from wirecopy.errors import BrokerDown, SetupError

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is the process up?")
async def healthz() -> dict[str, str]:
    """Answers as long as this process does; asks nothing of others."""
    return {"status": "up"}


@router.get("/readyz", summary="Can it serve?")
def readyz(context: Here) -> Ready:
    """Whether the database answers with a current schema, and the broker answers. Else 503, naming which does not."""
    failures = []
    try:
        context.ledger.check_schema()
    except SetupError as error:
        failures.append(f"database: {error}")
    try:
        context.queue_probe()
    except BrokerDown as error:
        failures.append(f"broker: {error}")
    if failures:
        raise SetupError("; ".join(failures))
    return Ready()
