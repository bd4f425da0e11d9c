-- Requests that came with an Idempotency-Key. All times are the database's own, so that instances need not agree on theirs.

create table idempotency (
    workspace_id text        not null,
    key          text        not null,
    -- SHA-256 of method, path and body.
    fingerprint  text        not null,
    -- Who answers the request at the moment, and until when that is believed.
    lease        uuid        not null,
    leased_until timestamptz not null,
    -- Null as long as there is no answer.
    status       integer,
    answer       bytea,
    expires_at   timestamptz not null,
    primary key (workspace_id, key)
);
create index idempotency_expiry on idempotency (expires_at);
