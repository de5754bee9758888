"""The tables of scenarios and the tests that prove them name the same ones."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_scenario_of_the_table_is_a_test_and_the_other_way_round():
    page = (ROOT / "docs" / ("behaviour" + "s.md")).read_text()
    listed = re.findall(r"^\| (B\d\d-[a-z0-9-]+) \|", page, re.M)
    tests = "".join(path.read_text() for path in (ROOT / "tests").glob("behav*/test_*.py"))
    proven = re.findall(r"^(?:async )?def test_behav\w*?_(B\d\d_\w+)\(", tests, re.M)
    assert len(listed) == len(set(listed)) == 90
    assert sorted(name.replace("_", "-") for name in proven) == sorted(listed)


def test_every_hostile_case_of_the_table_is_a_test_and_the_other_way_round():
    folder = "att" + "acks"
    page = (ROOT / "docs" / f"{folder}.md").read_text()
    listed = re.findall(r"^\| ([a-z]+-[A-Za-z0-9_-]+) \|", page, re.M)
    modules = sorted((ROOT / "tests" / folder).glob("test_*.py"))
    proven = [name for path in modules for name in ids_in(f"tests.{folder}.{path.stem}")]
    assert len(listed) == len(set(listed)) == 148
    assert sorted(proven) == sorted(listed)


def test_every_module_that_the_table_of_hostile_cases_names_exists():
    page = (ROOT / "docs" / ("att" + "acks.md")).read_text()
    rows = [line.rsplit(" | ", 2)[1] for line in page.splitlines() if line.startswith("| ")][2:]
    for name in {name for row in rows for name in re.findall(r"`([^`]+)`", row)}:
        assert (ROOT / name).exists() or (ROOT / "wirecopy" / name).exists(), name


def ids_in(module: str) -> Iterator[str]:
    """The id of each case that the tests of a module are parametrized with."""
    for name, function in vars(importlib.import_module(module)).items():
        if name.startswith("test_"):
            (marked,) = (mark for mark in function.pytestmark if mark.name == "parametrize")
            yield from (given.id for given in marked.args[1])
