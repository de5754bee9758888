"""How a test gets the id of its case."""

from __future__ import annotations

from collections.abc import Mapping

import pytest


def case(name: str) -> pytest.MarkDecorator:
    """Give a test the id of the one case that it proves."""
    return pytest.mark.parametrize((), [pytest.param(id=name)])


def cases(payloads: Mapping[str, object]) -> pytest.MarkDecorator:
    """Run a test once for each case of one family, with its `payload`."""
    return pytest.mark.parametrize("payload", [pytest.param(payload, id=name) for name, payload in payloads.items()])
