"""Golden pairs: pages written by us and the whole record that cleaning makes of each."""

import json
from pathlib import Path

import pytest

from wirecopy.cleaning import VERSION, clean

GOLDEN = Path(__file__).parent / "golden"
PAGES = sorted(GOLDEN.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_becomes_exactly_its_record(page):
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))

    cleaned = clean(page.read_bytes(), url=expected["url"], content_type="text/html; charset=utf-8")

    record = cleaned.model_dump(mode="json")
    assert record["provenance"].pop("version") == VERSION
    assert record == expected


def test_every_golden_page_has_its_record():
    assert PAGES
    assert {page.stem for page in PAGES} == {record.stem for record in GOLDEN.glob("*.json")}
