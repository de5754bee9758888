"""The Celery app: broker, queues, and the settings that keep a task from being lost or run for ever.

The ledger is the source of truth and the broker only carries: there is no result backend, no chain and no
countdown that anything depends on. What the broker loses, the fetcher's reconciler queues again.
"""

from __future__ import annotations

from typing import Any

from celery import Celery
from kombu.entity import Exchange, Queue

from wirecopy.settings import Settings, load
from workers.queues import ARTICLES, FEEDS, REPROCESS

# Longer than any task may run (task_time_limit), or a second worker would start the same batch beside the first.
VISIBILITY_TIMEOUT = 600


def create_app(settings: Settings) -> Celery:
    """The app for `settings.queue_url`: Redis (TCP or socket) or RabbitMQ with quorum queues."""
    app = Celery("wirecopy", broker=settings.queue_url, include=["workers.tasks"])
    over_amqp = settings.queue_url.startswith(("amqp", "pyamqp"))
    app.conf.update(
        task_queues=[_queue(name, over_amqp=over_amqp) for name in (FEEDS, ARTICLES, REPROCESS)],
        task_default_queue=ARTICLES,
        task_default_exchange=ARTICLES,
        task_default_routing_key=ARTICLES,
        task_routes={
            "wirecopy.submit_feed": {"queue": FEEDS},
            "wirecopy.ingest": {"queue": ARTICLES},
            "wirecopy.reprocess": {"queue": REPROCESS},
        },
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        # A worker that is killed gives its message back; one that was started twice does nothing (entries.take).
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=VISIBILITY_TIMEOUT // 2,
        # More than one would sit unseen behind a slow task, and makes a shutdown wait for it.
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=_transport_options(settings.queue_url),
    )
    return app


def _queue(name: str, *, over_amqp: bool) -> Queue:
    arguments: dict[str, Any] = {"x-queue-type": "quorum"} if over_amqp else {}
    return Queue(name, Exchange(name, type="direct"), routing_key=name, queue_arguments=arguments)


def _transport_options(url: str) -> dict[str, Any]:
    if url.startswith(("amqp", "pyamqp")):
        return {"confirm_publish": True}
    options: dict[str, Any] = {"visibility_timeout": VISIBILITY_TIMEOUT, "health_check_interval": 25}
    if not url.startswith("redis+socket"):
        # Without these a dropped connection is noticed only when the kernel gives up, after a quarter of an hour.
        options |= {"socket_keepalive": True, "socket_timeout": 60, "socket_connect_timeout": 10}
    return options


app = create_app(load())
