"""Whether an article has run before.

    same address ──yes──▶ what changed, for a reader? ──▶ unchanged | revision, and of what kind
         │no                        ▲
    claimed address and a like text ┘
         │no
    same words elsewhere (and enough of them) ──yes──▶ duplicate
         │no
    candidates that share keys ──▶ verifier ──▶ the best one, if it is good enough ──▶ duplicate
         │none
        new

An article that a person took out of a group is not led back to it, under whatever address it comes again.
An article joins the group of its single best earlier match, and never two groups: what A shares with B and B with C
says nothing about A and C.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.article import Draft
from schemas.revision import RevisionKind
from wirecopy.duplicates.features import share_in_common
from wirecopy.duplicates.known import Candidate, Known, Match
from wirecopy.duplicates.sketch import Sketch
from wirecopy.duplicates.verify import Judgement, Weights, best_match
from wirecopy.records.addresses import claims, read_at
from wirecopy.records.text import fold
from wirecopy.revisions import classify, version_of

__all__ = ["Candidate", "Evidence", "Known", "Match", "Verdict", "decide"]

MEANINGFUL_WORDS = 20
"""Below this a text says little without its title: "Click to watch the video." is the whole text of many articles."""

Kind = Literal["new", "revision", "duplicate", "unchanged"]
Evidence = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article is to those before it, and on what evidence."""

    kind: Kind
    article_id: int | None = None
    """The known article, for `unchanged` and `revision`."""
    revision: RevisionKind | None = None
    """What kind of revision; None where it is none, or where the version before is not known any more."""
    duplicate_of: int | None = None
    """The first article of the group, for `duplicate`; never itself a duplicate."""
    score: float = 0.0
    """Probability of being a copy: that of the best match, also where it was not enough."""
    evidence: Evidence = field(default_factory=dict)


def decide(draft: Draft, sketch: Sketch, known: Known, *, weights: Weights | None = None) -> Verdict:
    """Judge one article against what is known. Reads only; storing the verdict is the caller's part.

    `weights` are the verifier's, by default those that ship.
    """
    same_address = known.by_url(read_at(draft.url_keys))
    if same_address is not None:
        return _same_address(draft, same_address, known)

    refused: Evidence = {}
    claimed = known.by_url(claims(draft.url_keys))
    if claimed is not None:
        if claimed.content_hash == draft.content_hash or _is_like(draft, sketch, claimed, known):
            return _same_address(draft, claimed, known)
        refused = {"claim_refused": claimed.article_id}

    verdict = _by_text(draft, sketch, known, weights)
    return replace(verdict, evidence={**verdict.evidence, **refused}) if refused else verdict


def _is_like(draft: Draft, sketch: Sketch, claimed: Match, known: Known) -> bool:
    """Whether half of the shorter text stands in the longer one: some sites' pages all claim one canonical address."""
    found = [one for one in known.candidates(sketch.keys, draft.published_at) if one.article_id == claimed.article_id]
    return bool(found) and share_in_common(sketch, found[0]) >= 0.5


def _by_text(draft: Draft, sketch: Sketch, known: Known, weights: Weights | None) -> Verdict:
    if draft.word_count >= MEANINGFUL_WORDS:
        same_words = known.by_hash(draft.content_hash)
        if same_words is not None:
            evidence: Evidence = {"tier": "content-hash", "matched": same_words.article_id}
            found = Verdict("duplicate", duplicate_of=same_words.root_id, score=1.0, evidence=evidence)
            return _by_hand(draft, found, known)

    candidates = [
        candidate
        for candidate in known.candidates(sketch.keys, draft.published_at)
        if min(draft.word_count, candidate.word_count) >= MEANINGFUL_WORDS or fold(candidate.title) == fold(draft.title)
    ]
    judgement = best_match(draft, sketch, candidates, weights)
    if judgement is None:
        return Verdict("new")
    if not judgement.is_copy:
        return Verdict("new", score=judgement.score, evidence=_evidence(judgement))
    found = Verdict(
        "duplicate",
        duplicate_of=judgement.candidate.root_id,
        score=judgement.score,
        evidence=_evidence(judgement),
    )
    return _by_hand(draft, found, known)


def _by_hand(draft: Draft, found: Verdict, known: Known) -> Verdict:
    """An article that a person took out of a group does not come back to it under another address of its host."""
    assert found.duplicate_of is not None
    for match in known.taken_out(found.duplicate_of, draft.source.host):
        if match.content_hash == draft.content_hash or fold(match.title) == fold(draft.title):
            evidence: Evidence = {"tier": "hand", "by": "hand", "matched": match.article_id}
            return Verdict("duplicate", duplicate_of=match.root_id, score=found.score, evidence=evidence)
    return found


def _same_address(draft: Draft, match: Match, known: Known) -> Verdict:
    changed = [
        name
        for name, differs in (
            ("text", draft.content_hash != match.content_hash),
            ("title", fold(draft.title) != fold(match.title)),
        )
        if differs
    ]
    evidence: Evidence = {"tier": "url", "matched": match.article_id, "changed": " ".join(changed)}
    kind = None
    if changed and (before := known.version(match.article_id)) is not None:
        kind = classify(before, version_of(draft))
        changed = changed if kind else []
    if not changed:
        return Verdict("unchanged", article_id=match.article_id, score=1.0, evidence=evidence)
    return Verdict("revision", article_id=match.article_id, revision=kind, score=1.0, evidence=evidence)


def _evidence(judgement: Judgement) -> Evidence:
    return {"tier": "text", "matched": judgement.candidate.article_id, **judgement.evidence}
