"""The tables. The full-text index stands beside them: see search.py.

An entry is the work item; its `state` says where it is on the way, or how it ended. The partial indexes hold only
what is on the way, so that leasing stays fast however many settled entries there are.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from wirecopy.ledger.types import Id, Json, UtcTime, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("site_url", Words),
    Column("kind", String(20)),
    Column("state", String(20), nullable=False),
    Column("tags", Json, nullable=False),
    Column("host", Words, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("validators_from", Words),
    Column("distrusted_until", UtcTime),
    Column("body_hash", Words),
    Column("read_at", UtcTime),
    Column("wishes", Json, nullable=False),
    Column("rhythm", Json),
    # The rhythm's rate once more, so that the whole installation's can be added up without reading JSON.
    Column("rate", Float),
    Column("moved_to", Words),
    Column("moved_since", UtcTime),
    Column("moved_polls", Integer, nullable=False),
    Column("interval_seconds", Integer, nullable=False),
    Column("next_poll_at", UtcTime, nullable=False),
    Column("leased_until", UtcTime),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UtcTime),
    Column("last_polled_at", UtcTime),
    Column("last_status", Integer),
    Column("last_error", Words),
    Column("created_at", UtcTime, nullable=False),
    Column("discovered_from", Words),
    UniqueConstraint("url"),
    Index(None, "state", "next_poll_at", "id"),
    Index(None, "discovered_from"),
    sqlite_autoincrement=True,
)

polls = Table(
    "polls",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("status", Integer),
    Column("body_bytes", BigInteger, nullable=False),
    Column("duration_ms", Integer, nullable=False),
    Column("entries_found", Integer, nullable=False),
    Column("entries_new", Integer, nullable=False),
    Column("entries_changed", Integer, nullable=False),
    Column("gap", Boolean, nullable=False),
    Column("error", Words),
    Index(None, "feed_id", "id"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    # A removed feed's subscription stays, for its hub has to be told.
    Column("feed_id", ForeignKey("feeds.id", ondelete="SET NULL")),
    Column("hub_url", Words, nullable=False),
    Column("topic_url", Words, nullable=False),
    Column("token", Words, nullable=False),
    Column("secret", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("pending", String(20)),
    Column("lease_until", UtcTime),
    Column("next_try_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("last_push_at", UtcTime),
    Column("last_error", Words),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("token"),
    Index(None, "feed_id"),
    Index(None, "next_try_at"),
    sqlite_autoincrement=True,
)

pushes = Table(
    "pushes",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("content_type", Words),
    Column("body", LargeBinary, nullable=False),
    Column("leased_until", UtcTime),
    Index(None, "feed_id"),
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("url", Words, nullable=False),
    Column("canonical_url", Words, nullable=False),
    Column("host", Words, nullable=False),
    Column("source_name", Words),
    # No foreign key: an article outlives the feed it came through.
    Column("feed_id", Id),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("authors", Json, nullable=False),
    Column("published_at", UtcTime),
    Column("modified_at", UtcTime),
    Column("date_source", Words),
    Column("language", Words),
    Column("section", Words),
    Column("tags", Json, nullable=False),
    Column("image", Json),
    Column("paywalled", Boolean),
    Column("rights", Json, nullable=False),
    Column("word_count", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content_hash", Words, nullable=False),
    Column("duplicate_of", ForeignKey("articles.id")),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("provenance", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Index(None, "first_seen_at", "id"),
    Index(None, "host", "first_seen_at", "id"),
    Index(None, "feed_id", "first_seen_at", "id"),
    Index(None, "content_hash"),
    Index(None, "duplicate_of"),
    sqlite_autoincrement=True,
)

article_urls = Table(
    "article_urls",
    metadata,
    Column("url_key", Words, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Index(None, "article_id"),
)

article_keys = Table(
    "article_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    # The earliest article of the group: in the key's order, so that groups can be counted without reading on.
    # No foreign keys: an article has dozens of keys, and each would be checked against both.
    Column("root_id", Id, primary_key=True, autoincrement=False),
    Column("article_id", Id, primary_key=True, autoincrement=False),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # None for the first version, and for those from before kinds were told.
    Column("kind", String(20)),
    # The version that a person put back with this one: cleaning alone does not change it again.
    Column("reverted_to", Integer),
    Column("seen_at", UtcTime, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("content_hash", Words, nullable=False),
    Column("modified_at", UtcTime),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("key", Words, nullable=False),
    Column("url", Words),
    # Comparison key of `url`, as in article_urls: which entries lead to one page.
    Column("url_key", Words),
    Column("host", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Words),
    Column("error", Words),
    Column("attempts", Integer, nullable=False),
    # Its feed changed it after it had come to rest: fetch the page again although its address is known.
    Column("refetch", Boolean, nullable=False),
    Column("item", Json, nullable=False),
    Column("item_hash", Words, nullable=False),
    # The words it is known by when its guid and its link have changed; see feeds.identity.entry_words.
    Column("words_hash", Words),
    # Changes in a row of nothing but dates, or of nothing but the text below the title.
    Column("quiet_changes", Integer, nullable=False),
    Column("archived", Json),
    Column("article_id", ForeignKey("articles.id")),
    Column("seen_at", UtcTime, nullable=False),
    Column("next_attempt_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    # Settled on the feed's own words, since the page could not be had: try the page again then.
    Column("pull_again_at", UtcTime),
    Column("pulled_at", UtcTime),
    Column("queued_at", UtcTime),
    Column("settled_at", UtcTime),
    UniqueConstraint("feed_id", "key"),
    Index(None, "state", "id"),
    Index(None, "article_id"),
    Index(None, "feed_id", "url_key"),
    Index(None, "feed_id", "words_hash"),
    Index(
        "ix_entries_waiting",
        "host",
        "next_attempt_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_entries_waiting_url",
        "url_key",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_entries_pull_again",
        "pull_again_at",
        sqlite_where=text("pull_again_at IS NOT NULL"),
        postgresql_where=text("pull_again_at IS NOT NULL"),
    ),
    Index(
        "ix_entries_pulling",
        "host",
        sqlite_where=text("state = 'pulling'"),
        postgresql_where=text("state = 'pulling'"),
    ),
    Index(
        "ix_entries_busy_url",
        "url_key",
        sqlite_where=text("state IN ('pulling', 'queued')"),
        postgresql_where=text("state IN ('pulling', 'queued')"),
    ),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    # Where the change is one of its story.
    Column("story_id", Id),
    Index(None, "at"),
    # An id once given out is never given again: a reader's cursor stays good.
    sqlite_autoincrement=True,
)

links = Table(
    "links",
    metadata,
    # What a person has said of two articles, the one with the lower id first. It outlives every later verdict.
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("other_id", ForeignKey("articles.id"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index(None, "other_id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("language", Words),
    # The article that tells it best: its title and lead are the story's.
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("portrait", LargeBinary, nullable=False),
    # Set when it came to nothing, all its articles being in another story: ids that were given out lead on.
    Column("merged_into", Id),
    Column("touched_at", UtcTime, nullable=False),
    # Whether it can still be found by its words; those of old stories leave the index.
    Column("findable", Boolean, nullable=False),
    Index(
        "ix_stories_last_at",
        "last_at",
        "id",
        sqlite_where=text("articles > 1"),
        postgresql_where=text("articles > 1"),
    ),
    Index("ix_stories_all_last_at", "last_at", "id"),
    Index("ix_stories_findable", "touched_at", sqlite_where=text("findable"), postgresql_where=text("findable")),
    sqlite_autoincrement=True,
)

story_articles = Table(
    "story_articles",
    metadata,
    # The one place that says which story an article is in; so filing and placing never wait for each other's rows.
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("host", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
    # None for a copy, which is placed with the article that it is a copy of and says nothing new.
    Column("portrait", LargeBinary),
    Column("evidence", Json, nullable=False),
    Index(None, "story_id", "host"),
    Index(None, "story_id", "at"),
)

story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("last_at", UtcTime, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Index(None, "story_id"),
)

story_words = Table(
    "story_words",
    metadata,
    # A bucket of words, not a word: the table has an end. Below zero: one language's number of articles.
    Column("bucket", BigInteger, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
)

story_queue = Table(
    "story_queue",
    metadata,
    # Articles to be placed. Rows are only added and deleted, never changed: adding one waits for nobody.
    Column("id", Id, Identity(), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    sqlite_autoincrement=True,
)

story_log = Table(
    "story_log",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("other_id", Id),
    Column("article_ids", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Index(None, "story_id", "id"),
    Index(None, "other_id", "id"),
    sqlite_autoincrement=True,
)

reprocess_runs = Table(
    "reprocess_runs",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("cause", String(20), nullable=False),
    Column("host", Words),
    Column("since", UtcTime),
    Column("dry_run", Boolean, nullable=False),
    Column("cleaner", Words, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("start_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("stopped", Boolean, nullable=False),
    Column("site_learned", Integer),
    # None until it has been cut into batches.
    Column("articles", Integer),
    sqlite_autoincrement=True,
)

reprocess_batches = Table(
    "reprocess_batches",
    metadata,
    Column("run_id", ForeignKey("reprocess_runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The run's articles with ids from the one to the other.
    Column("first_id", Id, nullable=False),
    Column("last_id", Id, nullable=False),
    Column("size", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("taken_by", String(16)),
    Column("lease_until", UtcTime),
    Column("done_at", UtcTime),
    Column("outcomes", Json),
    Index(
        "ix_reprocess_batches_undone",
        "run_id",
        "number",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

reprocessed = Table(
    "reprocessed",
    metadata,
    Column("run_id", ForeignKey("reprocess_runs.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("outcome", String(20), nullable=False),
    Column("loss", Float, nullable=False),
    Column("detail", Json, nullable=False),
)

sites = Table(
    "sites",
    metadata,
    Column("host", Words, primary_key=True),
    Column("memory", Json, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    # Goes up with each write: whoever read an older one reads again.
    Column("version", Integer, nullable=False),
    # The memory's own count of what it has learned that older records should have (see cleaning.sites.learning), when
    # it last went up, and up to where older records have been cleaned again.
    Column("learned", Integer, nullable=False),
    Column("learned_at", UtcTime),
    Column("recleaned", Integer, nullable=False),
    Index(None, "learned_at"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", Words, primary_key=True),
    # Microseconds since 1970, so that one statement can do the arithmetic alike on both databases.
    Column("next_free_us", BigInteger, nullable=False),
    # Where the line of feeds that wait for this host ends.
    Column("line_until_us", BigInteger, nullable=False, default=0),
    # Requests since a moment, to tell a refusal that follows a burst from one that has no such cause.
    Column("asked_since_us", BigInteger, nullable=False, default=0),
    Column("asked", Integer, nullable=False, default=0),
    # Answers in a row that asked for quiet, or did not come at all; a good one makes it nought.
    Column("strikes", Integer, nullable=False, default=0),
)

site_files = Table(
    "site_files",
    metadata,
    Column("url", Words, primary_key=True),
    Column("text", Words),
    Column("ask_again", UtcTime, nullable=False),
    Column("failing_since", UtcTime),
)

page_troubles = Table(
    "page_troubles",
    metadata,
    Column("host", Words, primary_key=True),
    Column("slug", Words, nullable=False),
    Column("times", Integer, nullable=False),
    Column("probe_at", UtcTime, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("service", String(40), primary_key=True),
    Column("name", Words, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("detail", Json, nullable=False),
)
