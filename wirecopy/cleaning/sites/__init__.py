"""What a site repeats: learned from its pages, used on its pages. Pure: memories come in and go out as plain data.

page ─▶ blocks, chances by the page alone ─┬─▶ judge(memory, …) ─▶ chances by page and site, with reasons
                                           └─▶ read_lesson ─▶ learn(memory, lessons) ─▶ the next memory
"""

from wirecopy.cleaning.sites.judging import Judged, Recurrence, judge
from wirecopy.cleaning.sites.learning import learn
from wirecopy.cleaning.sites.lesson import Block, read_lesson, site_of
from wirecopy.cleaning.sites.memory import Memory, from_json

__all__ = ["Block", "Judged", "Memory", "Recurrence", "from_json", "judge", "learn", "read_lesson", "site_of"]
