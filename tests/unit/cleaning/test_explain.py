"""Why a page became the record it became."""

from pathlib import Path

from wirecopy.cleaning.explain import explain

HARBOUR = (Path(__file__).parent / "golden" / "harbour.html").read_text(encoding="utf-8")
LEAD = "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships."


def test_every_block_of_the_page_is_there_in_order_and_the_kept_ones_are_the_text():
    explanation = explain(HARBOUR, url="https://www.baypost.example/news")

    kept = [block.text for block in explanation.blocks if block.kept]
    assert "\n\n".join(kept) == explanation.page.text
    texts = [block.text for block in explanation.blocks]
    assert texts.index("Home") < texts.index("Ferries wait") < texts.index("Related stories")


def test_what_was_dropped_says_why():
    reasons = {block.text: block.reason for block in explain(HARBOUR).blocks if not block.kept}

    assert reasons["This story is over 5 years old."] == "age-notice"
    assert reasons["By Ann Berg and Bo Lind"] == "byline"
    assert reasons["The pier on Monday."] == "caption"
    assert reasons["Get our daily newsletter delivered to your inbox."] == "newsletter-prompt"
    assert reasons["Home"] == "navigation"
    assert None not in reasons.values()


def test_a_notice_cut_out_of_a_paragraph_is_shown_apart():
    notice = "This story is over 5 years old."
    page = f"<html><body><article><p>{notice} {LEAD}</p><p>{LEAD} Again.</p></article></body></html>"

    first, second, *_ = explain(page).blocks

    assert (first.text, first.kept, first.reason) == (notice, False, "age-notice")
    assert (second.text, second.kept) == (LEAD, True)


def test_text_that_only_json_ld_holds_comes_last():
    body = " ".join([LEAD] * 8)
    page = f"""<html><head><script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>
               </head><body><p>Subscribe to continue reading</p></body></html>"""

    explanation = explain(page)

    assert explanation.page.provenance.extractor == "page:json-ld"
    assert (explanation.blocks[-1].text, explanation.blocks[-1].kept) == (body, True)


def test_fields_name_their_witness():
    sources = {field.name: (field.value, field.source) for field in explain(HARBOUR).fields}

    assert sources["authors"] == ("Ann Berg, Bo Lind", "json-ld")
    assert sources["published_at"] == ("2024-03-05T09:00:00Z", "json-ld")
    assert sources["language"] == ("en", "html-lang")


def test_an_empty_page_explains_nothing():
    assert explain("").blocks == ()
