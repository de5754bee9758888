"""What waits in the broker, seen from outside."""

from __future__ import annotations

from celery import Celery
from kombu.exceptions import OperationalError

from wirecopy.errors import BrokerDown
from workers.app import ARTICLES, FEEDS


def depths(app: Celery, *, timeout: float = 3.0) -> dict[str, int]:
    """Messages per queue, those included that a worker holds unacknowledged.

    Raises BrokerDown, with the broker's address but without its password, when it does not answer in `timeout` seconds.
    """
    try:
        with app.connection_for_read(connect_timeout=timeout) as connection:
            connection.ensure_connection(max_retries=1, timeout=timeout)
            channel = connection.default_channel
            found = {}
            for name in (FEEDS, ARTICLES):
                queue = app.amqp.queues[name](channel)
                queue.declare()
                found[name] = queue.queue_declare(passive=True).message_count
            if hasattr(channel, "client"):
                # Redis: what was handed out and not acknowledged lies in one sorted set for all queues.
                found["unacknowledged"] = channel.client.zcard(channel.unacked_index_key)
            return found
    except (OperationalError, OSError, *app.connection_for_read().connection_errors) as error:
        url = app.connection_for_read().as_uri()
        raise BrokerDown(
            f"the message broker at {url} does not answer ({error}); start it, or set WIRECOPY_BROKER_URL"
        ) from error
