"""An article on the page: with its address, dates and neighbours, which depend on where and when it is served."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from services.demo.blocks import words
from services.demo.content import Article

AGENCY = "Coastline Press"


@dataclass(frozen=True)
class Story:
    """What templates print."""

    article: Article
    url: str
    path: str
    published: datetime
    updated: datetime
    picture_url: str
    related: Article
    related_path: str

    @property
    def date(self) -> str:
        """The date of publication in print."""
        return self.article.site.date.format(self.published)

    @property
    def minutes(self) -> int:
        """Reading time, at 200 words a minute."""
        return max(1, round(words(self.article.blocks) / 200))

    @property
    def signed_by_agency(self) -> bool:
        """Whether no person of the paper stands for it, so that no author box goes with it."""
        return AGENCY in self.article.authors

    @property
    def json_ld(self) -> Markup:
        """A schema.org NewsArticle, for a script element."""
        article = self.article
        said = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": self.published.isoformat(),
            "dateModified": self.updated.isoformat(),
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": article.site.name},
            "articleSection": article.section,
            "keywords": list(article.tags),
            "image": self.picture_url,
            "mainEntityOfPage": self.url,
            "inLanguage": article.site.language,
        }
        # "</script>" in a title must not end the script early.
        return Markup(json.dumps(said, ensure_ascii=False, indent=1).replace("</", "<\\/"))  # noqa: S704 - escaped here


def stories(articles: Sequence[Article], *, url: str, opened: datetime) -> list[Story]:
    """The articles of one site, which is served at `url` (no slash at its end) and opened at `opened`."""
    return [_story(article, articles, url, opened) for article in articles]


def _story(article: Article, own: Sequence[Article], url: str, opened: datetime) -> Story:
    others = [other for other in own if other is not article and not other.page_is_gone]
    # The next older one, and the newest after the oldest: every article is recommended about once.
    related = next((other for other in others if other.age > article.age), others[0])
    path = article.path(opened)
    return Story(
        article=article,
        url=url + path,
        path=path,
        published=article.published(opened),
        updated=article.updated(opened),
        picture_url=f"{url}/pictures/{article.picture}.svg" if article.picture else "",
        related=related,
        related_path=related.path(opened),
    )
