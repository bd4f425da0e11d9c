-- Which publishes are pending, and until when, stands apart: with the status in an index, ending a publish would write a new
-- entry into every index of publish_log, and leave an old one to vacuum.
create table pending_publish (
    publish_id text        primary key,
    due_at     timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 10000);

create index pending_publish_due on pending_publish (due_at);

insert into pending_publish select id, deadline from publish_log where status = 'pending';

drop index publish_log_due;

-- One index where there were two: each costs as much as storing the row.
create unique index publish_log_external on publish_log (external_post_id, platform, workspace_id);
alter table publish_log drop constraint publish_log_workspace_id_platform_external_post_id_key;
drop index publish_log_post;

-- Nobody looks for a line by its number alone.
alter table ledger drop constraint ledger_pkey;
alter table ledger drop constraint ledger_entry_id_key;
alter table ledger add primary key (entry_id);

-- Many records in a row (see Parcel), not compressed, since each is read once and soon.
create table outbox_parcel (
    id         bigint      generated always as identity primary key,
    records    int         not null,
    content    bytea       not null,
    created_at timestamptz not null default now()
) with (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 10000);

alter table outbox_parcel alter column content set storage external;

create function pg_temp.part(part bytea) returns bytea
    language sql return int4send(octet_length(part)) || part;

insert into outbox_parcel (records, content)
select 1, pg_temp.part(convert_to(topic, 'UTF8')) || pg_temp.part(convert_to(key, 'UTF8')) || (
        select int4send(count(*)::int) || coalesce(string_agg(
            pg_temp.part(convert_to(header.key, 'UTF8')) || pg_temp.part(convert_to(header.value, 'UTF8')), ''), '')
        from json_each_text(headers::json) as header) || pg_temp.part(value)
from outbox
order by id;

drop table outbox;
