"""The tables of scenarios and the tests that prove them name the same ones."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_scenario_of_the_table_is_a_test_and_the_other_way_round():
    page = (ROOT / "docs" / ("behaviour" + "s.md")).read_text()
    listed = re.findall(r"^\| (B\d\d-[a-z0-9-]+) \|", page, re.M)
    tests = "".join(path.read_text() for path in (ROOT / "tests").glob("behav*/test_*.py"))
    proven = re.findall(r"^(?:async )?def test_behav\w*?_(B\d\d_\w+)\(", tests, re.M)
    assert len(listed) == len(set(listed)) == 90
    assert sorted(name.replace("_", "-") for name in proven) == sorted(listed)
