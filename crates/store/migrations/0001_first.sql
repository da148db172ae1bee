-- Only TEXT and BIGINT; every table that grows is keyed by region first, which a distributed database cuts it by.
-- Times are milliseconds since 1970, digests SHA-256 in hexadecimal, amounts the text that was entered.

CREATE TABLE report (
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    entity TEXT,
    year BIGINT,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    format TEXT NOT NULL,
    sample BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE edit (
    region TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    step TEXT NOT NULL,
    place TEXT NOT NULL,
    value_before TEXT,
    value_after TEXT,
    kind TEXT NOT NULL,
    cause TEXT,
    author TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    undone_ms BIGINT,
    PRIMARY KEY (region, report, sequence),
    FOREIGN KEY (region, report) REFERENCES report (region, id)
);
CREATE INDEX edit_place ON edit (region, report, place, sequence);
CREATE INDEX edit_author ON edit (region, report, author, sequence);

CREATE TABLE decision (
    region TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    finding TEXT NOT NULL,
    action TEXT NOT NULL,
    body TEXT NOT NULL,
    author TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, report, sequence),
    FOREIGN KEY (region, report) REFERENCES report (region, id)
);
CREATE INDEX decision_finding ON decision (region, report, finding, sequence);

CREATE TABLE attachment (
    region TEXT NOT NULL,
    digest TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, digest)
);

CREATE TABLE evidence (
    region TEXT NOT NULL,
    report TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    attachment TEXT,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT,
    page TEXT,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    replaced_by TEXT,
    detached_ms BIGINT,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, report, id),
    FOREIGN KEY (region, report) REFERENCES report (region, id),
    FOREIGN KEY (region, attachment) REFERENCES attachment (region, digest)
);
CREATE INDEX evidence_attachment ON evidence (region, attachment);

CREATE TABLE revision (
    region TEXT NOT NULL,
    report TEXT NOT NULL,
    number BIGINT NOT NULL,
    digest TEXT NOT NULL,
    content TEXT NOT NULL,
    author TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, report, number),
    FOREIGN KEY (region, report) REFERENCES report (region, id)
);

CREATE TABLE signature (
    region TEXT NOT NULL,
    report TEXT NOT NULL,
    id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    digest TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    void_ms BIGINT,
    void_reason TEXT,
    PRIMARY KEY (region, report, id),
    FOREIGN KEY (region, report, revision) REFERENCES revision (region, report, number)
);

CREATE TABLE setting (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, name)
);

CREATE TABLE request (
    region TEXT NOT NULL,
    actor TEXT NOT NULL,
    request_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    reply TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, actor, request_key)
);
CREATE INDEX request_at ON request (region, at_ms);

CREATE TABLE audit_head (
    region TEXT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE audit (
    region TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    entity TEXT NOT NULL,
    session TEXT NOT NULL,
    address TEXT NOT NULL,
    request TEXT NOT NULL,
    event TEXT NOT NULL,
    object TEXT NOT NULL,
    version TEXT NOT NULL,
    digest_before TEXT NOT NULL,
    digest_after TEXT NOT NULL,
    result TEXT NOT NULL,
    reason TEXT NOT NULL,
    rules TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (region, sequence)
);
CREATE INDEX audit_object ON audit (region, object, sequence);
CREATE INDEX audit_event ON audit (region, event, sequence);

CREATE TABLE audit_checkpoint (
    region TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    first BIGINT NOT NULL,
    root TEXT NOT NULL,
    digest TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (region, sequence)
);
