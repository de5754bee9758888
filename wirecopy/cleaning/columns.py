"""Columns: the names of all that a model may ask about a block, in the order of the matrix."""

from __future__ import annotations

from wirecopy.cleaning.signs import SIGNS

OWN = (
    "letters words linked links strong commas sentences ends_sentence ends_colon starts_lower starts_digit digits upper"
    " marks code address when question quote unspaced word_length after_picture parted depth hidden_around"
    " repeated in_title is_title in_description in_authors is_alt is_part in_body body_says prose"
).split()
"""What a block's own text and markup say."""
AT = {name: place for place, name in enumerate(OWN)}
TAGS = ("p", "div", "h1", "h2", "h3", "h4", "li", "tr", "blockquote", "section", "article", "figcaption", "td", "a")
NAMED = "apart_against apart_never apart_for own_against".split()
PLACE = (
    "place letters_before prose_before prose_after to_h1 to_best_prose run_of_path path_letters path_linked path_prose"
    " box_blocks box_letters box_prose box_linked outer_prose outer2_prose outer3_prose in_best in_outer_best"
    " best_up best_down after_best to_next_prose to_last_prose near_prose near_linked same_tag_before same_tag_after"
    " body_before body_after heading_leads"
).split()
"""Where it stands."""
NEAR = "letters linked prose is_heading is_item ends_sentence same_box body_says".split()
REACH = (-3, -2, -1, 1, 2, 3)
"""Which neighbours are looked at."""
PAGE = (
    "page_blocks page_letters page_prose page_linked best_share has_article has_body page_unspaced is_article".split()
)


def names() -> list[str]:
    """The names of the matrix's columns, in their order."""
    return [
        *OWN,
        *(f"tag:{tag}" for tag in TAGS),
        *(f"own:{sign}" for sign in SIGNS),
        *(f"box:{sign}" for sign in SIGNS),
        *(f"around:{sign}" for sign in SIGNS),
        *(f"apart:{sign}" for sign in SIGNS),
        *NAMED,
        *PLACE,
        *(f"{name}{step:+d}" for step in REACH for name in NEAR),
        *PAGE,
    ]
