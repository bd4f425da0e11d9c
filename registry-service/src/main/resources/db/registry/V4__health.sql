alter table workspace add column contact_email text;

-- What attempts showed of each endpoint. Apart from the webhooks themselves, because nearly every batch of attempts writes to it:
-- rows are narrow, half of each page is left free, and what changes often is in no index.
create table webhook_health (
    subscription_id text primary key,
    -- When the newest attempt began that succeeded; earlier failures no longer count.
    last_success_at timestamptz,
    -- When the first attempt began that failed with no success since.
    failing_since   timestamptz,
    last_failure_at timestamptz,
    -- When the newest attempt began that was the last of its delivery; null: no delivery used up its retries since failing_since.
    exhausted_at    timestamptz,
    last_error      text,
    -- How much of the time since failing_since does not count, because no attempt was made.
    quiet_ms        bigint not null default 0,
    -- The percentage of the time until it is disabled that its owner was last told of; null: nothing was told yet.
    warned          integer,
    -- Why it is failing or disabled, in a word for machines.
    reason          text,
    -- When time alone may bring about the next step.
    review_at       timestamptz
) with (fillfactor = 50);
create index webhook_health_to_review on webhook_health (review_at) where review_at is not null;

insert into webhook_health (subscription_id, failing_since, last_failure_at, exhausted_at, warned, reason)
select id, status_since, status_since, status_since, 0, 'retries_used_up'
from subscription where status = 'failing' and not deleted;
insert into webhook_health (subscription_id, reason)
select id, 'gone' from subscription where status = 'disabled' and not deleted;

-- Events about webhooks on their way to Kafka: stored with the change they tell of, relayed in the order of their positions.
create table operational_event (
    position        bigint generated always as identity primary key,
    id              text        not null,
    type            text        not null,
    workspace_id    text        not null,
    subscription_id text        not null,
    -- The event's data as JSON; it is encoded when it is relayed, so that recording attempts does not need the schema registry.
    data            text        not null,
    occurred_at     timestamptz not null
);

-- Mails to owners, sent and to be sent. The address is looked up when it is sent.
create table notice (
    id              text primary key,
    subscription_id text        not null,
    workspace_id    text        not null,
    -- failing or disabled; the status without which there is nothing to tell any more.
    kind            text        not null,
    subject         text        not null,
    body            text        not null,
    created_at      timestamptz not null,
    -- When it is tried next; an instance that tries it puts this off first, so that others leave it alone.
    next_try        timestamptz not null,
    attempts        integer     not null default 0,
    sent_at         timestamptz
);
create index notice_to_send on notice (next_try) where sent_at is null;
create index notice_sent on notice (sent_at) where sent_at is not null;
create index notice_of_subscription on notice (subscription_id);
