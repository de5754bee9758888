"""The docs and the program say the same."""

import re
from pathlib import Path

import click
import pytest

from services.cli.main import COMMANDS, cli
from wirecopy.settings import Settings

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
GUIDES = [page for page in PAGES if page.name != "CHANGELOG.md"]
TEXT = "\n".join(page.read_text() for page in GUIDES)
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def typed(text: str) -> list[str]:
    """What is meant to be typed: fenced blocks without a language, and inline code."""
    blocks = [body.strip() for language, body in _FENCED.findall(text) if not language]
    return [*blocks, *re.findall(r"`([^`\n]+)`", _FENCED.sub("", text))]


CODE = "\n".join(typed(TEXT))
# Read by docker compose and the tests, not by wirecopy itself.
OTHER_VARIABLES = {"WIRECOPY_TEST_REQUIRE_ALL"}


def names(page: Path) -> str:
    """The page's heading, since the names of some files would be chosen by `-k behaviour` and `-k attack`."""
    return next(line for line in page.read_text().splitlines() if line.startswith("# ")).removeprefix("# ")


def test_every_setting_is_documented_with_its_meaning():
    page = (ROOT / "docs" / "configuration.md").read_text()
    for name, field in Settings.model_fields.items():
        assert re.search(rf"^\| `WIRECOPY_{name.upper()}` \|.*\| {re.escape(field.description or '?')} \|$", page, re.M)


def test_every_variable_in_the_docs_exists():
    mentioned = set(re.findall(r"WIRECOPY_[A-Z_]+[A-Z]", TEXT + (ROOT / "docker-compose.yml").read_text()))
    known = {f"WIRECOPY_{name.upper()}" for name in Settings.model_fields}
    assert mentioned - OTHER_VARIABLES <= known


def test_every_command_in_the_docs_exists():
    context = click.Context(cli)
    for name, sub in re.findall(r"^wirecopy ([a-z]+)(?: ([a-z]+))?", CODE, re.M):
        command = cli.get_command(context, name)
        assert command, f"wirecopy {name}"
        if isinstance(command, click.Group):
            assert sub in command.commands, f"wirecopy {name} {sub}"


def test_every_command_is_in_the_readme_and_teaches_something():
    readme = (ROOT / "README.md").read_text()
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command
        assert command.help, name
        if name != "migrate":  # run by compose and by `up`
            assert f"wirecopy {name}" in readme, name
        for sub in command.commands.values() if isinstance(command, click.Group) else ():
            assert sub.help, f"{name} {sub.name}"


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_make_targets_in_the_docs_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    mentioned = set(re.findall(r"^make ([a-z-]+)", CODE, re.M))
    assert {"run", "test", "up"} <= mentioned <= targets


def test_paths_of_the_api_in_the_docs_exist():
    from services.api.app import create_app
    from wirecopy.ledger import Ledger

    app = create_app(Settings(), Ledger("sqlite:////nowhere.db"), dict)
    known = {re.sub(r"\{[^}]+\}", "{}", path) for path in app.openapi()["paths"]}
    mentioned = set(re.findall(r"(?<=8080)(/v1/[a-z/]+)|`(/(?:healthz|readyz|metrics|v1/[a-z/{}]+))`", TEXT))
    assert mentioned
    for path in (one or other for one, other in mentioned):
        assert path in known | {"/metrics"}, path


def test_the_readme_has_its_two_commands_and_no_gaps():
    readme = (ROOT / "README.md").read_text()
    blocks = typed(readme)
    assert "make run" in blocks
    assert "make test" in blocks
    assert "<!--" not in readme


def test_compose_defaults_are_in_the_example():
    example = (ROOT / ".env.example").read_text()
    for name in re.findall(r"\$\{([A-Z_]+):-", (ROOT / "docker-compose.yml").read_text()):
        assert name in example or name in ("WIRECOPY_ALLOW_NETWORKS", "WIRECOPY_LOG_LEVEL"), name
