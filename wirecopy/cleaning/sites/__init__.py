"""What a site repeats: learned from its pages, used on its pages. Pure: memories come in and go out as plain data.

page ─▶ blocks, chances by the page alone ─▶ Visit.weigh ─┬─▶ chances by page and site, with reasons
                                                          └─▶ Visit.lesson ─▶ learn ─▶ the next memory
"""

from wirecopy.cleaning.sites.learning import learn
from wirecopy.cleaning.sites.lesson import Block, site_of
from wirecopy.cleaning.sites.memory import Memory, from_json
from wirecopy.cleaning.sites.verdicts import Judged, Recurrence
from wirecopy.cleaning.sites.visit import Visit

__all__ = ["Block", "Judged", "Memory", "Recurrence", "Visit", "from_json", "learn", "site_of"]
