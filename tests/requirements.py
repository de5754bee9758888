"""What some tests need and a machine may lack: they skip and say so, or fail where everything must be there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

REQUIRE_ALL = "WIRECOPY_TEST_REQUIRE_ALL"

# Read at import: the fixtures scrub WIRECOPY_* from the environment of every test.
_required = os.environ.get(REQUIRE_ALL) == "1"


def missing(what: str, how_to_get: str) -> NoReturn:
    """Skip the running test, or fail it when WIRECOPY_TEST_REQUIRE_ALL=1 (as in CI)."""
    message = f"needs {what}: {how_to_get}"
    if _required:
        pytest.fail(f"{message} ({REQUIRE_ALL}=1 forbids to skip)", pytrace=False)
    pytest.skip(message)
