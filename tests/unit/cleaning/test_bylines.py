"""Authors: which witness names them, and that nobody else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning.bylines import people
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.metadata import read_metadata
from wirecopy.cleaning.names import looks_like_person, names_in
from wirecopy.cleaning.tree import parse_page

URL = "https://www.baypost.example/news/harbour"
SITE = "<meta property=og:site_name content='The Bay Post'>"


def read(head="", body="", *, url=URL):
    page = f"<html lang=en><head><title>Harbour reopens</title>{head}</head><body>{body}<p>Words.</p></body></html>"
    return read_metadata(collect(parse_page(page), url=url), size=len(page))


def jsonld(fields):
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Harbour reopens",{fields}}}</script>'
    )


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Berg and Bo Lind, with Cy Moe in Paris", ["Ann Berg", "Bo Lind", "Cy Moe"]),
        ("Ann Berg | Bo Lind", ["Ann Berg", "Bo Lind"]),
        ("Von Eva Kern und Jan Ott, dpa", ["Eva Kern", "Jan Ott", "dpa"]),
        ("Von Seb Kern, Lille", ["Seb Kern"]),
        ("Berg, Ann", ["Ann Berg"]),
        ("Anna von Berg", ["Anna von Berg"]),
        ("Ein Kommentar von Anna von der Berg", ["Anna von der Berg"]),
        ("Alle Artikel von Ann Berg", ["Ann Berg"]),
        ("Text und Fotos von Ann Berg", ["Ann Berg"]),
        ("Artikel von", []),
        ("Auteur(s)", []),
        ("Ann Berg →", ["Ann Berg"]),
        ("& Ann Berg", ["Ann Berg"]),
        ("Jan Berg, profesor historii", ["Jan Berg"]),
        ("Ann Berg, kirjailija ja toimittaja", ["Ann Berg"]),
        ("Ann Berg, van der Meer", ["Ann Berg", "van der Meer"]),
        ("bell hooks", ["bell hooks"]),
        ("AFP, MANILA", ["AFP"]),
        ("Reuters", ["Reuters"]),
        ("Shelby Loos, DVM; Ann Berg, PhD", ["Shelby Loos", "Ann Berg"]),
        ("Written by: Ann Berg", ["Ann Berg"]),
        ("Show all articles of Ann Berg", ["Ann Berg"]),
        ("Ann Berg (Editor)", ["Ann Berg"]),
        ("Paramita (Guha) Ghosh", ["Paramita (Guha) Ghosh"]),
        ("José Núñez y María Ángel", ["José Núñez", "María Ángel"]),
        ("王小明、李雷", ["王小明", "李雷"]),
        ("Nicolas Petit C.", ["Nicolas Petit C."]),
        ("ann.berg@baypost.example", []),
        ("https://baypost.example/authors/7", []),
        ("@annberg", []),
        ("jsmith_77", []),
        ("andrew.keaveney", []),
        ("NOC Admin", []),
        ("Photo by Ann Berg", []),
        ("Foto: Ann Berg", []),
        ("3 min read", []),
    ],
)
def test_names_in_a_byline(byline, names):
    assert list(names_in(byline)) == names


@given(st.text(max_size=400))
def test_no_byline_stops_the_search(byline):
    assert all(name and len(name) <= 60 for name in names_in(byline))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ann Berg", True), ("Ludwig van der Berg", True), ("Ann O'Berg-Lind", True), ("王小明", True),
        ("ANN BERG", True),
        ("Published on", False), ("In Budget Travel", False), ("All posts", False), ("The Bay News", False),
        ("under his leadership", False),
        ("A very long line of words that goes on", False),
    ],
)  # fmt: skip
def test_what_only_stands_in_a_names_place_must_look_like_one(text, is_one):
    assert looks_like_person(text) is is_one


@pytest.mark.parametrize(
    "byline",
    [
        "The Bay Post",
        "Bay Post Staff",
        "baypost.example",
        "The Bay Post (www.baypost.example)",
        "The Bay Post Redaktion",
    ],
)
def test_the_site_is_nobody(byline):
    assert people([byline], site_name="The Bay Post", url=URL) in ((), ("Bay Post Staff",))
    assert read(SITE + jsonld(f'"author":"{byline}"') + "<meta name=author content='Ann Berg'>").authors[-1:] != (
        byline,
    )


def test_the_publisher_is_nobody_even_in_two_words():
    head = jsonld('"author":{"@type":"Organization","name":"Berg & Berg"},"publisher":{"name":"Berg & Berg"}')
    assert read(head).authors == ()
    station = jsonld('"author":"BAYPOST NACHRICHTEN","publisher":{"name":"Bay"}')
    assert read(station).authors == ()


def test_a_person_who_is_said_to_write_for_the_site_is_somebody():
    said = '"author":{"@type":"Person","name":"Ann Berg, professor of law at Oslo, www.baypost.example"}'
    assert read(SITE + jsonld(said)).authors == ("Ann Berg",)


def test_a_person_may_give_their_name_to_the_site():
    head = jsonld('"author":{"@type":"Person","name":"Ann Berg"},"publisher":{"name":"Ann Berg"}')
    assert read(head, url="https://annberg.example/a").authors == ("Ann Berg",)
    assert people(["Ann Berg"], site_name="Notes from the bay", url="https://annberg.example/a") == ("Ann Berg",)


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        (jsonld('"author":["Ann Berg"]'), "", "json-ld"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#a"}},'
         '{"@type":"Person","@id":"#a","name":"Ann Berg"}]}</script>', "", "json-ld"),
        ("<meta name=parsely-author content='Ann Berg'>", "", "meta"),
        ("<meta name=sailthru.author content='Ann Berg'>", "", "meta"),
        ("<meta name=DC.creator content='Berg, Ann'>", "", "meta"),
        ("<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Ann Berg'>", "", "meta"),
        ("", "<span itemprop=author itemscope><b>By</b> <span itemprop=name>Ann Berg</span></span>", "microdata"),
        ("", "<span property='schema:author'>Ann Berg</span>", "microdata"),
        ("", "<p>by <a rel=author href=/x>Ann Berg</a></p>", "markup"),
        ("", "<div class=author-bio>She sails.</div><span class=author_name>Ann Berg</span>", "markup"),
        ("", "<a href=/authors/ann-berg>Ann Berg</a>", "markup"),
        ("", "<aside class=post-author>Ann Berg</aside>", "markup"),
        ("", "<p><span>By </span><button>Ann Berg</button></p>", "markup"),
        ("", "<ul><li><strong>Autorin/Autor</strong> Ann Berg</li></ul>", "markup"),
        ("", "<ul><li><i class='bi bi-person'></i> Ann Berg</li></ul>", "markup"),
        ("", "<h3>Written by Ann Berg</h3>", "markup"),
    ],
)  # fmt: skip
def test_every_witness_is_heard(head, body, source):
    page = read(head, body)
    assert (page.authors, page.sources.get("authors")) == (("Ann Berg",), source)


def test_those_who_stand_together_are_one_byline():
    one = "<ul class=authors><li><a rel=author>Ann Berg</a></li><li><a rel=author>Bo Lind</a></li></ul>"
    assert read(body=one).authors == ("Ann Berg", "Bo Lind")
    reviewed = "<div>By <a href=/author/a>Ann Berg</a>. Reviewed by <a href=/author/b>Bo Lind</a></div>"
    assert read(body=reviewed).authors == ("Ann Berg",)


@pytest.mark.parametrize(
    "body",
    [
        "<div class=comments><span class=author>Troll Berg</span></div>",
        "<div class=related-posts><a rel=author>Ann Berg</a></div>",
        "<nav><a href=/authors/ann>Ann Berg</a></nav>",
        "<span class=author-bio>Ann Berg has sailed for years</span>",
        "<a class=byline>Follow us</a>",
        "<p>By noon the harbour was open again.</p>",
    ],
)
def test_nobody_else_is_taken_for_the_author(body):
    assert read(body=body).authors == ()
