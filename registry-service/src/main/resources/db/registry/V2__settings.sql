alter table subscription
    -- Content filter, JSON.
    add column filter             text,
    add column ordering           text   not null default 'none',
    add column signatures         text[] not null default '{v1}',
    -- [{"base64": the sealed private key, "expiresAt": ISO 8601 or null, "publicKey": whpk_…}], newest first.
    add column signing_keys       jsonb  not null default '[]',
    -- {name: text}, for its owner alone.
    add column metadata           jsonb  not null default '{}',
    -- {"base64": all of it, sealed, "shown": {field: text}, secrets masked}
    add column authentication     jsonb,
    -- {"base64": chain and key, sealed, "subject": text, "notAfter": ISO 8601}
    add column client_certificate jsonb;

alter table token add column name text;

-- Event types of workspaces' own.
create table event_type (
    -- workspace_id:type, which is also the key of its records.
    id                text primary key,
    workspace_id      text        not null,
    type              text        not null,
    version           bigint      not null,
    -- What Kafka has acknowledged; lower than version: the change has yet to be published.
    published_version bigint      not null default 0,
    deleted           boolean     not null default false,
    description       text,
    json_schema       text        not null,
    example           text        not null,
    entity            text,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create index event_type_of_workspace on event_type (workspace_id, created_at desc, type desc) where not deleted;
create index event_type_unpublished on event_type (updated_at) where published_version < version;
