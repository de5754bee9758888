"""What waits in the broker, seen from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kombu.connection import Connection
from kombu.exceptions import OperationalError

from wirecopy.errors import BrokerDown, SetupError

FEEDS = "feeds"
ARTICLES = "articles"
REPROCESS = "reprocess"
_ANSWER_SECONDS = 2.0

QueueProbe = Callable[[], Mapping[str, int]]
"""Gives the messages waiting on each queue; raises BrokerDown when the broker does not answer."""


def queue_probe(url: str, queues: tuple[str, ...] = (FEEDS, ARTICLES, REPROCESS)) -> QueueProbe:
    """Give a function that counts the messages waiting on each queue of the broker at `url`.

    Messages a worker already holds are not counted: the ledger's `queued` entries cover those. Each call makes its
    own connection (about 7 ms on Redis), so calls from several threads never meet, and a broker that was restarted
    is no special case. Raises BrokerDown, without credentials in its message, when the broker does not answer, and
    SetupError at once for an address that is no broker's.
    """
    try:
        _connection(url).get_transport_cls()
    except (KeyError, ImportError, ValueError):
        raise SetupError(
            "WIRECOPY_BROKER_URL is no broker's address; it looks like redis://host or amqp://host"
        ) from None

    def probe() -> Mapping[str, int]:
        connection = _connection(url)
        try:
            with connection:
                connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
                return {queue: _waiting(connection, queue) for queue in queues}
        except (OperationalError, *connection.recoverable_connection_errors) as error:
            # as_uri() hides the password
            raise BrokerDown(
                f"the message broker at {connection.as_uri()} does not answer; check that it runs there"
            ) from error

    return probe


def _connection(url: str) -> Connection:
    return Connection(
        url,
        connect_timeout=_ANSWER_SECONDS,
        transport_options={"socket_connect_timeout": _ANSWER_SECONDS, "socket_timeout": _ANSWER_SECONDS},
    )


def _waiting(connection: Connection, queue: str) -> int:
    with connection.channel() as channel:
        try:
            return int(channel.queue_declare(queue, passive=True).message_count)
        except connection.channel_errors:  # nobody has declared it yet
            return 0
