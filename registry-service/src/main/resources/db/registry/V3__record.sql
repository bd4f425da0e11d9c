-- The record of deliveries by weeks: what is too old goes by dropping a table, and the indexes that are written to stay small.
drop index delivery_of_subscription;
drop index delivery_troubled;
drop index attempt_of_subscription;
alter table delivery rename constraint delivery_pkey to delivery_before_pkey;
alter table attempt rename constraint attempt_pkey to attempt_before_pkey;
alter table delivery rename to delivery_before;
alter table attempt rename to attempt_before;

create table delivery (
    id               text        not null,
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
    updated_at       timestamptz not null,
    -- A key must have the time. That an id is there once for all times is the doing of who writes.
    primary key (id, created_at)
) partition by range (created_at);

create index delivery_of_subscription on delivery (subscription_id, created_at desc, id desc);
-- Most deliveries succeed; whoever filters by status looks for the others, which this finds among millions.
create index delivery_troubled on delivery (subscription_id, status, created_at desc, id desc) where status <> 'delivered';
-- Redelivery reads events in the order of the log.
create index delivery_undelivered on delivery (subscription_id, source_topic, source_partition, source_offset, id)
    where status in ('failed', 'rejected', 'discarded');

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
) partition by range (started_at);

create index attempt_of_subscription on attempt (subscription_id, started_at desc);

-- What lies in no week that there is: nothing is refused for its time.
create table delivery_default partition of delivery default;
create table attempt_default partition of attempt default;

-- Makes the partition of the week that begins with that Monday (UTC), and moves there what the default partition has of it.
-- False: it is there already. The new table is filled before it is attached, so that others wait for the default partition alone.
create function make_partition(parent text, time_column text, monday date) returns boolean language plpgsql as $$
declare
    week_table text := parent || '_' || to_char(monday, 'YYYYMMDD');
    strays text := parent || '_default';
    first_moment timestamptz := monday::timestamp at time zone 'UTC';
    end_moment timestamptz := (monday + 7)::timestamp at time zone 'UTC';
begin
    if to_regclass(week_table) is not null then
        return false;
    end if;
    execute format('lock table %I in access exclusive mode', strays);
    execute format('create table %I (like %I)', week_table, parent);
    execute format(
        'with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
        strays, time_column, first_moment, time_column, end_moment, week_table);
    execute format(
        'alter table %I attach partition %I for values from (%L) to (%L)', parent, week_table, first_moment, end_moment);
    return true;
end $$;

-- Drops the partitions that end by that day, and what the default partition has from before it; answers how many it dropped.
create function drop_partitions(parent text, time_column text, day date) returns integer language plpgsql as $$
declare
    week_table text;
    dropped integer := 0;
begin
    for week_table in
        select child.relname from pg_inherits join pg_class child on child.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = to_regclass(parent) and child.relname ~ ('^' || parent || '_\d{8}$')
            and to_date(right(child.relname, 8), 'YYYYMMDD') + 7 <= day
        order by child.relname
    loop
        execute format('drop table %I', week_table);
        dropped := dropped + 1;
    end loop;
    execute format(
        'delete from %I where %I < %L', parent || '_default', time_column, day::timestamp at time zone 'UTC');
    return dropped;
end $$;

-- Half a year back; what is older goes to the default partition, and from there with its time.
do $$
declare
    this_week date := date_trunc('week', now() at time zone 'UTC');
    oldest date;
    week date;
begin
    select date_trunc('week', least(
            (select min(created_at) from delivery_before), (select min(started_at) from attempt_before), now()) at time zone 'UTC')
        into oldest;
    week := greatest(oldest, this_week - 26 * 7);
    while week <= this_week + 4 * 7 loop
        perform make_partition('delivery', 'created_at', week);
        perform make_partition('attempt', 'started_at', week);
        week := week + 7;
    end loop;
end $$;

insert into delivery (id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset, status,
        last_attempt, last_started_at, next_attempt_at, created_at, updated_at)
    select id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset, status,
        last_attempt, last_started_at, next_attempt_at, created_at, updated_at
    from delivery_before;
insert into attempt (delivery_id, attempt, started_at, subscription_id, duration_ms, connect_ms, first_byte_ms, outcome,
        status_code, reason, message, next_attempt_at, remote_address, response_headers, response_body)
    select delivery_id, attempt, started_at, subscription_id, duration_ms, connect_ms, first_byte_ms, outcome,
        status_code, reason, message, next_attempt_at, remote_address, response_headers, response_body
    from attempt_before;
drop table delivery_before;
drop table attempt_before;

create table redelivery (
    id              text primary key,
    subscription_id text        not null,
    workspace_id    text        not null,
    -- failed: what is recorded as not delivered; all: what the log has.
    kind            text        not null,
    since           timestamptz not null,
    until           timestamptz not null,
    status          text        not null,
    status_reason   text,
    -- Null: not counted yet.
    total           bigint,
    done            bigint      not null default 0,
    skipped         bigint      not null default 0,
    -- Where to go on; null: at the beginning.
    place           jsonb,
    -- Faults in a row, without progress between them.
    faults          integer     not null default 0,
    -- Which instance works at it, and until when it may go on without saying so again; by the database's clock.
    lease_owner     text,
    lease_until     timestamptz,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    finished_at     timestamptz
);

create index redelivery_of_subscription on redelivery (subscription_id, created_at desc, id desc);
create unique index redelivery_unfinished on redelivery (subscription_id) where status in ('running', 'paused');
create index redelivery_running on redelivery (updated_at) where status = 'running';
