-- Times are set by the service and have milliseconds, as everything on the wire does.

create table workspace (
    id         text primary key,
    name       text        not null,
    created_at timestamptz not null
);

create table token (
    id           text primary key,
    workspace_id text        not null references workspace,
    scopes       text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index token_of_workspace on token (workspace_id, created_at desc);

create table signing_key (
    purpose    text primary key,
    sealed     text        not null,
    created_at timestamptz not null
);

create table subscription (
    id                text primary key,
    workspace_id      text        not null,
    version           bigint      not null,
    -- What Kafka has acknowledged; lower than version: the change has yet to be published.
    published_version bigint      not null default 0,
    deleted           boolean     not null default false,
    url               text        not null,
    events            text[]      not null,
    status            text        not null,
    status_reason     text,
    -- When what led to the status happened; an attempt that began before it says nothing of how things are now.
    status_since      timestamptz not null,
    description       text,
    -- [{"base64": the sealed secret, "expiresAt": ISO 8601 or null}], newest first.
    secrets           jsonb       not null,
    -- {name: base64 of the sealed value}
    headers           jsonb       not null,
    rate_limit        integer,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create index subscription_of_workspace on subscription (workspace_id, created_at desc, id desc) where not deleted;
create index subscription_unpublished on subscription (updated_at) where published_version < version;

create table delivery (
    id               text primary key,
    subscription_id  text        not null,
    event_id         text        not null,
    event_type       text        not null,
    -- Where the event stands on the log; its payload is not copied.
    source_topic     text        not null,
    source_partition integer     not null,
    source_offset    bigint      not null,
    status           text        not null,
    last_attempt     integer     not null,
    last_started_at  timestamptz not null,
    next_attempt_at  timestamptz,
    created_at       timestamptz not null,
    updated_at       timestamptz not null
);
create index delivery_of_subscription on delivery (subscription_id, created_at desc, id desc);
-- Most deliveries succeed; whoever filters by status looks for the others, which this finds among millions.
create index delivery_troubled on delivery (subscription_id, status, created_at desc, id desc) where status <> 'delivered';

create table attempt (
    delivery_id      text        not null,
    attempt          integer     not null,
    started_at       timestamptz not null,
    subscription_id  text        not null,
    duration_ms      bigint      not null,
    connect_ms       bigint,
    first_byte_ms    bigint,
    outcome          text        not null,
    status_code      integer,
    reason           text,
    message          text,
    next_attempt_at  timestamptz,
    remote_address   text,
    response_headers jsonb       not null,
    response_body    text,
    primary key (delivery_id, attempt, started_at)
);
create index attempt_of_subscription on attempt (subscription_id, started_at desc);
