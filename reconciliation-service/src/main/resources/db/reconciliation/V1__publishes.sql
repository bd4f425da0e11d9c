create table publish_log (
    id               text        primary key,
    workspace_id     text        not null,
    post_id          text        not null,
    platform         text        not null,
    external_post_id text        not null,
    status           text        not null check (status in ('pending', 'succeeded', 'failed')),
    error            text,
    error_code       text,
    submitted_at     timestamptz not null,
    deadline         timestamptz not null,
    concluded_at     timestamptz,
    -- Whose word the ending is: the platform's, or our own at the deadline. An error code cannot tell, a platform may say TIMEOUT too.
    concluded_by     text        check (concluded_by in ('platform', 'timeout')),
    corrected        boolean     not null default false,
    extra_metadata   jsonb       not null default '{}',
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    unique (workspace_id, platform, external_post_id),
    check ((status = 'pending') = (concluded_at is null)),
    check ((status = 'pending') = (concluded_by is null))
) with (fillfactor = 80);

create index publish_log_post on publish_log (platform, external_post_id);
create index publish_log_due on publish_log (deadline) where status = 'pending';
create index publish_log_newest on publish_log (workspace_id, submitted_at desc, id desc);
create index publish_log_workspace_post on publish_log (workspace_id, post_id);

create table parked_callback (
    seq              bigint      generated always as identity primary key,
    callback_id      text        not null unique,
    platform         text        not null,
    external_post_id text        not null,
    body             text        not null,
    traceparent      text,
    received_at      timestamptz not null,
    parked_at        timestamptz not null
);

create index parked_callback_post on parked_callback (platform, external_post_id);
create index parked_callback_age on parked_callback (parked_at);

create table ledger (
    seq          bigint      generated always as identity primary key,
    entry_id     text        not null unique,
    workspace_id text        not null,
    event_type   text        not null,
    severity     text        not null,
    entity_type  text        not null,
    entity_id    text        not null,
    metadata     jsonb       not null,
    recorded_at  timestamptz not null
);

create index ledger_newest on ledger (workspace_id, seq desc);
create index ledger_entity on ledger (workspace_id, entity_id, seq desc);

-- Rows live for milliseconds, so vacuum by count and not by share of a table that is nearly always empty.
create table outbox (
    id         bigint      generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    headers    text        not null,
    value      bytea       not null,
    created_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
