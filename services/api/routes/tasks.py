"""`/v1/tasks`: where the work stands, all of it at a glance."""

from __future__ import annotations

from fastapi import APIRouter

from services.api.answers import Tasks
from services.api.context import Here
from services.api.standing import standing

router = APIRouter(prefix="/v1/tasks", tags=["tasks"])


@router.get("", summary="Show where the work stands")
def show_tasks(context: Here) -> Tasks:
    """Queue depth, entries and feeds by state, and which fetchers and workers were heard of in the last minute."""
    return standing(context)
