"""feedparser's own test cases: Python expressions on its result, read as a syntax tree and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bench.feeds.checks import Check
from bench.feeds.readings import File, whole

Path = tuple[str | int, ...]

_ENTRY_TEXTS = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("id",): "id",
    ("guid",): "id",
    ("summary",): "description",
    ("description",): "description",
    ("summary_detail", "value"): "description",
    ("content", 0, "value"): "content",
    ("content", 0, "language"): "language",
    ("author",): "author line",
    ("author_detail", "name"): "author",
    ("published",): "published",
    ("published_parsed",): "published",
    ("created",): "published",
    ("created_parsed",): "published",
    ("updated",): "updated",
    ("updated_parsed",): "updated",
    ("modified",): "updated",
    ("modified_parsed",): "updated",
    ("category",): "tag",
    ("media_thumbnail", 0, "url"): "image",
    ("image", "href"): "image",
    ("title_detail", "language"): "language",
    ("summary_detail", "language"): "language",
}
_FEED_TEXTS = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("language",): "language",
    ("ttl",): "ttl",
}
_LISTS = {
    ("authors", "name"): "author",
    ("tags", "term"): "tag",
    ("tags", "label"): "tag",
    ("links", "href"): "a link",
}


def checks_of(expression: str) -> Iterator[Check | None]:
    """The checks in an expression; None for each part that speaks of what the record does not carry."""
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        yield None
        return
    for term in _terms(tree):
        yield _check(term)


def _terms(tree: ast.expr) -> Iterator[ast.expr]:
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        for value in tree.values:
            yield from _terms(value)
    else:
        yield tree


def _check(term: ast.expr) -> Check | None:
    if not (isinstance(term, ast.Compare) and len(term.ops) == 1 and isinstance(term.ops[0], ast.Eq)):
        return None
    try:
        expected = ast.literal_eval(term.comparators[0])
    except ValueError:
        return None
    left = term.left
    if isinstance(left, ast.Call) and isinstance(left.func, ast.Name) and left.func.id == "len" and len(left.args) == 1:
        return _counted(_path(left.args[0]), expected)
    path = _path(left)
    if path is None:
        return None
    if len(path) > 2 and path[0] == "entries" and isinstance(path[1], int):
        return _entry_check(path[1], path[2:], expected)
    if path[0] == "feed":
        return _feed_check(path[1:], expected)
    return None


def _entry_check(entry: int, path: Path, expected: object) -> Check | None:
    if name := _ENTRY_TEXTS.get(path):
        return Check(name, expected, entry)
    if len(path) == 3 and isinstance(path[1], int) and (name := _LISTS.get((path[0], path[2]))):
        return Check(name, expected, entry)
    if path[:1] == ("enclosures",) and len(path) == 2 and isinstance(expected, dict):
        file = File(expected.get("href", ""), expected.get("type"), whole(expected.get("length")))
        return Check("file", file, entry)
    if path[:1] == ("enclosures",) and len(path) == 3 and path[2] == "href":
        return Check("file", File(str(expected), None, None), entry)
    return None


def _feed_check(path: Path, expected: object) -> Check | None:
    if name := _FEED_TEXTS.get(path):
        return Check(name, expected)
    return Check("a link", expected) if len(path) == 3 and (path[0], path[2]) == ("links", "href") else None


def _counted(path: Path | None, expected: object) -> Check | None:
    if path == ("entries",):
        return Check("entries", expected)
    if path and len(path) == 3 and path[0] == "entries" and isinstance(path[1], int) and path[2] in ("tags",):
        return Check("tags", expected, path[1])
    return None


def _path(tree: ast.expr) -> Path | None:
    """`entries[0].tags[1]['term']` as its steps; None for anything but names, attributes and literal subscripts."""
    if isinstance(tree, ast.Name):
        return (tree.id,)
    if isinstance(tree, ast.Attribute):
        above = _path(tree.value)
        return (*above, tree.attr) if above else None
    if isinstance(tree, ast.Subscript) and isinstance(tree.slice, ast.Constant):
        above, step = _path(tree.value), tree.slice.value
        return (*above, step) if above and isinstance(step, (str, int)) else None
    return None
