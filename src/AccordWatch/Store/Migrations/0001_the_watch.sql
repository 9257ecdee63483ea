-- Instants are UTC text, yyyy-MM-ddTHH:mm:ss.fffZ: they sort as they happened, in SQLite and PostgreSQL alike.
CREATE TABLE source (
    name             TEXT NOT NULL PRIMARY KEY,
    url              TEXT NOT NULL,
    kind             TEXT NOT NULL,
    language         TEXT,
    settings         TEXT NOT NULL,            -- the whole Source record as JSON
    origin           TEXT NOT NULL,            -- 'file' (sources.yaml) or 'added' (command line)
    active           INTEGER NOT NULL DEFAULT 1,
    added_at         TEXT NOT NULL,
    baseline_at      TEXT,                     -- first successful visit
    next_visit_at    TEXT NOT NULL,
    last_visit_at    TEXT,
    last_success_at  TEXT,
    full_fetch_at    TEXT,                     -- last unconditional GET
    etag             TEXT,
    last_modified    TEXT,
    body_hash        TEXT,
    failures         INTEGER NOT NULL DEFAULT 0,
    failing_since    TEXT,
    last_reason      TEXT,
    moved_to         TEXT,                     -- where it is read now, after the publisher said it twice
    move_said        TEXT,                     -- where the last answer said that it has moved for good
    move_said_at     TEXT,
    yield            INTEGER NOT NULL DEFAULT 0, -- entries of the last visit that showed any
    sitemaps         TEXT,                     -- JSON list of KnownSitemap, for a page
    timetable        TEXT,                     -- JSON Timetable: when the publisher asks to be read
    hub              TEXT,                     -- that its last body named (WebSub)
    topic            TEXT,                     -- its own address at the hub
    rhythm_seconds   INTEGER,                  -- median time between two of its entries
    last_entry_at    TEXT,
    gone_at          TEXT                      -- 410: visited no more until the list or the user says so
);
CREATE INDEX source_due ON source (active, next_visit_at);

-- Subscriptions at hubs (WebSub).
CREATE TABLE subscription (
    callback     TEXT NOT NULL PRIMARY KEY,    -- where the hub reaches us; nobody else can guess it
    source_name  TEXT NOT NULL REFERENCES source (name),
    hub          TEXT NOT NULL,
    topic        TEXT NOT NULL,
    secret       TEXT NOT NULL,                -- signs what the hub sends
    state        TEXT NOT NULL,                -- wanted, pending, active, failed, refused, lapsed, ending
    asked        TEXT,                         -- subscribe or unsubscribe, until the hub has verified it
    tries        INTEGER NOT NULL DEFAULT 0,   -- since the hub last verified
    next_try_at  TEXT NOT NULL,
    until_at     TEXT,                         -- end of the lease
    pushed_at    TEXT,                         -- last push with the right signature; null again after news of which the hub said nothing
    reason       TEXT
);
CREATE UNIQUE INDEX subscription_of_source ON subscription (source_name) WHERE state <> 'ending';

-- Times for which nothing can be said about a source.
CREATE TABLE gap (
    id           INTEGER PRIMARY KEY,
    source_name  TEXT NOT NULL REFERENCES source (name),
    cause        TEXT NOT NULL,                -- overlap_lost, down, empty
    from_at      TEXT NOT NULL,
    to_at        TEXT,
    note         TEXT,
    is_filled    INTEGER NOT NULL DEFAULT 0,   -- what was missed has been read from older pages
    recovered    INTEGER NOT NULL DEFAULT 0    -- entries that older pages brought
);
CREATE UNIQUE INDEX gap_open ON gap (source_name, cause) WHERE to_at IS NULL;
CREATE INDEX gap_by_end ON gap (to_at);

CREATE TABLE incident (
    id           INTEGER PRIMARY KEY,
    source_name  TEXT NOT NULL REFERENCES source (name),
    kind         TEXT NOT NULL,                -- failing, silent, gone
    opened_at    TEXT NOT NULL,
    closed_at    TEXT,
    reminded_at  TEXT,
    reason       TEXT NOT NULL
);
CREATE UNIQUE INDEX incident_open ON incident (source_name, kind) WHERE closed_at IS NULL;

CREATE TABLE robots (
    origin      TEXT NOT NULL PRIMARY KEY,     -- scheme, host and port
    fetched_at  TEXT NOT NULL,
    rules       TEXT,                          -- the file; empty where there is none (4xx), null where the server failed
    broken      TEXT                           -- how the server failed
);

CREATE TABLE visit (
    id           INTEGER PRIMARY KEY,
    source_name  TEXT NOT NULL REFERENCES source (name),
    started_at   TEXT NOT NULL,
    ended_at     TEXT NOT NULL,
    outcome      TEXT NOT NULL,                -- body, unchanged, failed
    http_status  INTEGER,
    bytes        INTEGER NOT NULL DEFAULT 0,
    entries_seen INTEGER NOT NULL DEFAULT 0,
    entries_new  INTEGER NOT NULL DEFAULT 0,
    reason       TEXT
);
CREATE INDEX visit_by_source ON visit (source_name, started_at);

CREATE TABLE entry (
    id            INTEGER PRIMARY KEY,
    source_name   TEXT NOT NULL REFERENCES source (name),
    entry_key     TEXT NOT NULL,               -- guid, else canonical URL, else content hash
    key_version   INTEGER NOT NULL,
    guid          TEXT,                        -- of guid, canonical_url and content_hash any two agree in one entry
    canonical_url TEXT,
    content_hash  TEXT,
    url           TEXT,
    title         TEXT,
    published_at  TEXT,
    first_seen_at TEXT NOT NULL,
    revised_at    TEXT,                        -- when its wording last changed
    body          TEXT NOT NULL,               -- the FeedEntry record as JSON
    state         TEXT NOT NULL,               -- new, told, revised (told, and to be read again), not_article, failed, baseline, held
    attempts      INTEGER NOT NULL DEFAULT 0,
    reason        TEXT,
    UNIQUE (source_name, entry_key)
);
CREATE INDEX entry_to_tell ON entry (state, source_name);
CREATE INDEX entry_by_source ON entry (source_name);
CREATE INDEX entry_by_guid ON entry (source_name, guid);
CREATE INDEX entry_by_url ON entry (source_name, canonical_url);
CREATE INDEX entry_by_hash ON entry (source_name, content_hash);

-- A story keeps its id whatever articles come and go; one that lost all of them leads to the one that took the last.
CREATE TABLE story (
    id          INTEGER PRIMARY KEY,
    title       TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    merged_into INTEGER REFERENCES story (id)
);
CREATE INDEX story_by_time ON story (last_at);
CREATE INDEX story_by_merge ON story (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE article (
    id            INTEGER PRIMARY KEY,
    entry_id      INTEGER NOT NULL UNIQUE REFERENCES entry (id),
    source_name   TEXT NOT NULL REFERENCES source (name),
    url           TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    title         TEXT NOT NULL,
    text          TEXT NOT NULL,
    text_key      TEXT,                        -- of the cleaned text; null when it is too short to be told from a template
    origin        TEXT NOT NULL,               -- page or feed
    published_at  TEXT,
    first_seen_at TEXT NOT NULL,
    fetched_at    TEXT NOT NULL,
    language      TEXT,
    authors       TEXT NOT NULL,               -- JSON list
    paywalled     INTEGER NOT NULL DEFAULT 0,
    story_id      INTEGER NOT NULL REFERENCES story (id),
    copy_group    INTEGER NOT NULL,            -- id of the first article of the same wording
    told_because  TEXT NOT NULL,               -- why it was put into its first story
    pinned        INTEGER NOT NULL DEFAULT 0,  -- placed by hand: no repair moves it
    related       INTEGER NOT NULL DEFAULT 0,  -- only a headline so far: no copy, and no independent source
    wire          TEXT,                        -- agency that its dateline names
    wire_place    TEXT,                        -- place that its dateline names
    rereadings    INTEGER NOT NULL DEFAULT 0,  -- how often it was read again after its entry had changed
    flags         TEXT,                        -- JSON list of what stood before its headline: UPDATE, CORRECTED, ...
    UNIQUE (source_name, canonical_url)
);
CREATE INDEX article_by_story ON article (story_id);
CREATE INDEX article_by_copy ON article (copy_group);
CREATE INDEX article_by_text ON article (text_key) WHERE text_key IS NOT NULL;
CREATE INDEX article_by_day ON article (first_seen_at);

-- Articles that went to another story after they were told.
CREATE TABLE story_move (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id),
    from_story INTEGER NOT NULL REFERENCES story (id),
    to_story   INTEGER NOT NULL REFERENCES story (id),
    moved_at   TEXT NOT NULL,
    because    TEXT NOT NULL
);
CREATE INDEX story_move_of_article ON story_move (article_id);

-- Newer versions of articles that change more than style.
CREATE TABLE article_revision (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id),
    seen_at    TEXT NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    changes    TEXT NOT NULL                   -- JSON list, in words
);
CREATE INDEX article_revision_of_article ON article_revision (article_id);

CREATE TABLE finding (
    id            INTEGER PRIMARY KEY,
    article_id    INTEGER NOT NULL REFERENCES article (id),
    rules_version TEXT NOT NULL,
    is_accord     INTEGER NOT NULL,
    score         REAL NOT NULL,
    decision      TEXT NOT NULL,
    body          TEXT NOT NULL,               -- the Finding record as JSON
    decided_at    TEXT NOT NULL,
    UNIQUE (article_id, rules_version)
);

CREATE TABLE accord (
    id                TEXT NOT NULL PRIMARY KEY,
    title             TEXT NOT NULL,
    status            TEXT NOT NULL,
    instrument        TEXT NOT NULL,
    kind              TEXT NOT NULL,
    joins             TEXT,                    -- the open instrument that its party joins
    origin            TEXT NOT NULL,           -- news, or background: only recalled so far
    signed_on         TEXT,
    areas             TEXT NOT NULL,           -- JSON list
    signatories       TEXT NOT NULL,           -- JSON list
    score             REAL NOT NULL,
    first_reported_at TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    reported_from     TEXT,                    -- publication of its earliest report
    reported_until    TEXT,                    -- publication of its latest report
    revision          INTEGER NOT NULL DEFAULT 1,
    merged_into       TEXT REFERENCES accord (id)
);
CREATE INDEX accord_by_update ON accord (updated_at);

CREATE TABLE accord_party (
    accord_id TEXT NOT NULL REFERENCES accord (id),
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    country   TEXT,
    PRIMARY KEY (accord_id, name)
);

CREATE INDEX accord_by_country ON accord_party (country);
CREATE INDEX accord_by_party ON accord_party (name);

-- An accord is what its reports tell; decisions move reports, they never remove one.
CREATE TABLE accord_article (
    accord_id  TEXT NOT NULL REFERENCES accord (id),
    article_id INTEGER NOT NULL REFERENCES article (id),
    linked_at  TEXT NOT NULL,
    role       TEXT NOT NULL,                  -- report, mention (as background), withdrawn (by decision)
    move       TEXT NOT NULL,                  -- first, step, none, jump (waits for a decision)
    status     TEXT NOT NULL,                  -- as this article tells it
    told       TEXT NOT NULL,                  -- the Finding record as JSON, without evidence and reasons
    PRIMARY KEY (accord_id, article_id)
);
CREATE INDEX accord_of_article ON accord_article (article_id);

-- What stands in the register: neither merged nor left without an article.
CREATE VIEW registered AS
SELECT * FROM accord a
WHERE merged_into IS NULL AND EXISTS (SELECT 1 FROM accord_article l WHERE l.accord_id = a.id AND l.role <> 'withdrawn');

CREATE TABLE accord_evidence (
    accord_id  TEXT NOT NULL REFERENCES accord (id),
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    quote      TEXT NOT NULL,
    start_at   INTEGER NOT NULL,
    end_at     INTEGER NOT NULL,
    url        TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (accord_id, field, article_id, start_at)
);

CREATE TABLE accord_history (
    id         INTEGER PRIMARY KEY,
    accord_id  TEXT NOT NULL REFERENCES accord (id),
    revision   INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    change     TEXT NOT NULL,                  -- e.g. 'status: planned -> signed'
    article_id INTEGER REFERENCES article (id)
);

-- What people decided; an undone decision stays, and the one that undoes it names it.
CREATE TABLE decision (
    id         INTEGER PRIMARY KEY,
    made_at    TEXT NOT NULL,
    what       TEXT NOT NULL,                  -- accept, reject, merge, split, edit, undo; story_merge, story_split, story_undo
    subject    TEXT NOT NULL,                  -- id of an accord, of an article, or of a story
    detail     TEXT NOT NULL,                  -- in words
    changes    TEXT NOT NULL,                  -- JSON: each change with its before and after
    undoes     INTEGER UNIQUE REFERENCES decision (id)
);
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision BEGIN SELECT raise(ABORT, 'decisions are kept'); END;
CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision BEGIN SELECT raise(ABORT, 'decisions are not changed'); END;

CREATE TABLE edition (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,                -- digest
    cadence      TEXT NOT NULL,                -- daily or weekly
    period_start TEXT NOT NULL,
    period_end   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    -- Two zones may share a start and, on the day a clock changes, not the end.
    UNIQUE (kind, cadence, period_start, period_end)
);

CREATE TABLE delivery (
    id          INTEGER PRIMARY KEY,
    edition_id  INTEGER NOT NULL REFERENCES edition (id),
    subscriber  TEXT NOT NULL,                 -- lower-case address
    state       TEXT NOT NULL,                 -- planned, rendered, claimed, dot_marked, sent, deferred, failed, unknown, skipped_empty
    attempt     INTEGER NOT NULL DEFAULT 0,
    message_id  TEXT NOT NULL UNIQUE,
    subject     TEXT,
    message     BLOB,                          -- the MIME bytes; a retry sends the same
    rendered_at TEXT,
    next_try_at TEXT,
    reason      TEXT,
    updated_at  TEXT NOT NULL,
    UNIQUE (edition_id, subscriber)
);
CREATE INDEX delivery_by_state ON delivery (state);

CREATE TABLE digest_item (
    subscriber  TEXT NOT NULL,
    accord_id   TEXT NOT NULL REFERENCES accord (id),
    revision    INTEGER NOT NULL,
    delivery_id INTEGER NOT NULL REFERENCES delivery (id),
    maybe_told  INTEGER NOT NULL DEFAULT 0,    -- stood in a mail of unknown outcome before
    PRIMARY KEY (subscriber, accord_id, revision)
);

-- Facts of this installation that must outlive a restart: digest key, host of the List-Id, the last upkeep.
CREATE TABLE installation (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
