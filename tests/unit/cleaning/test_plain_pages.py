"""Pages as people write them by hand, with little but the story: all of it is kept, and nothing else."""

import random

import pytest

from wirecopy.cleaning import clean

SENTENCES = (
    "The harbour board met on Tuesday to talk about the ferry.",
    "It will be back in May, the chair said.",
    "Two members voted against the plan.",
    "They want a bridge instead, as the mayor does.",
    "“We can't wait for ever,” one of them said.",
    "The ferry broke down in January.",
    "Since then cars have had to take the long road round the bay.",
    "A storm closed the port of Brackwater on Monday, and forty ships had to wait outside.",
    "The pilots went back to work on Wednesday morning.",
    "Nobody was hurt, the coastguard said in a statement.",
    "The council wants to spend 4.5 million on a new pier over the next three years, according to its budget.",
    "Fishermen say that it will come too late for them.",
    "“There is no fish, and no money,” said Ann Berg, who has worked here since 1998.",
    "In autumn the old crane will be taken down.",
    "It was built in 1931 and has not moved since the war.",
    "Students of the art school have made a film about it.",
    "The film is shown at the town hall until Friday.",
    "Last week the parliament passed a law that forbids bottom trawling within twelve miles of the coast.",
    "The law comes into force on 1 July.",
    "Environmental groups called it a first step.",
)
AROUND = {
    "nothing": "{}",
    "article": "<article>{}</article>",
    "box": "<div>{}</div>",
    "named box": '<div class="content">{}</div>',
    "main": '<main><article class="post">{}</article></main>',
}
MENU = "<nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li><li><a href=/in>Log in</a></li></ul></nav>"
FOOT = "<footer><a href=/about>About us</a> <a href=/privacy>Privacy policy</a><p>© The Bay Post</p></footer>"


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize(("menu", "foot"), [("", ""), (MENU, ""), (MENU, FOOT)], ids=["alone", "menu", "menu and foot"])
@pytest.mark.parametrize("title", ["", "Ferry to return"], ids=["untitled", "titled"])
@pytest.mark.parametrize("longest", [1, 4], ids=["short paragraphs", "long paragraphs"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 9])
def test_the_whole_story_is_kept_and_nothing_else(around, menu, foot, title, longest, count):
    chance = random.Random(f"{longest} {count}")
    sentences = iter(chance.sample(SENTENCES, len(SENTENCES)))
    told = [" ".join(next(sentences) for _ in range(min(longest, 20 // count))) for _ in range(count)]
    head, heading = (f"<title>{title}</title>", f"<h1>{title}</h1>") if title else ("", "")
    story = heading + "".join(f"<p>{paragraph}</p>" for paragraph in told)
    page = clean(f"<html><head>{head}</head><body>{menu}{around.format(story)}{foot}</body></html>")
    assert page.text.split("\n\n") == told
