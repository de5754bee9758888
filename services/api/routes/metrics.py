"""`/metrics` in the Prometheus text format, counted when it is asked for.

wirecopy_entries{state}         entries by state
wirecopy_feeds{state}           feeds by state
wirecopy_articles               articles stored, copies included
wirecopy_queue_depth{queue}     messages waiting on the broker; absent while it is down
wirecopy_broker_up              1 when the broker answers, else 0
wirecopy_processes{service}     fetchers and workers heard of in the last minute
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Response
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from services.api.context import Context, Here
from services.api.standing import standing
from wirecopy.ledger import articles

router = APIRouter(tags=["health"])


class _Standing(Collector):
    def __init__(self, context: Context) -> None:
        self.context = context

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = standing(self.context)
        with self.context.ledger.read() as conn:
            stored = articles.counts(conn, since=self.context.clock())
        by_entry_state = GaugeMetricFamily("wirecopy_entries", "Entries by state.", labels=["state"])
        for entry_state, count in now.entries.items():
            by_entry_state.add_metric([entry_state], count)
        by_feed_state = GaugeMetricFamily("wirecopy_feeds", "Feeds by state.", labels=["state"])
        for feed_state, count in now.feeds.items():
            by_feed_state.add_metric([feed_state], count)
        depth = GaugeMetricFamily("wirecopy_queue_depth", "Messages waiting on the broker.", labels=["queue"])
        for queue, count in (now.queues or {}).items():
            depth.add_metric([queue], count)
        running = GaugeMetricFamily("wirecopy_processes", "Processes heard of in the last minute.", labels=["service"])
        running.add_metric(["fetcher"], len(now.fetchers))
        running.add_metric(["worker"], len(now.workers))
        yield by_entry_state
        yield by_feed_state
        yield GaugeMetricFamily("wirecopy_articles", "Articles stored, copies included.", value=stored.total)
        yield depth
        yield GaugeMetricFamily("wirecopy_broker_up", "Whether the broker answers.", value=now.queues is not None)
        yield running


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Text format 0.0.4"}},
)
def metrics(context: Here) -> Response:
    """Gauges of what the ledger and the broker hold at this moment."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Standing(context))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
