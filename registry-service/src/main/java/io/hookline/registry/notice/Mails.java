package io.hookline.registry.notice;

import io.hookline.registry.RegistryProperties;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Mails to be sent, and those of the last days. About a webhook that fails there is one an hour at most: what comes
 * sooner takes the place of what still waits, and waits itself. Without a mail server, or without an address of the
 * workspace, none are added.
 */
@Component
final class Mails {
    private static final String FAILING = "failing";
    private static final String DISABLED = "disabled";

    /** The address only has to be there; which it is counts when it is sent. */
    private static final String INSERT = """
            with superseded as (
                delete from notice where subscription_id = :webhook and sent_at is null and kind = 'failing'
            )
            insert into notice (id, subscription_id, workspace_id, kind, subject, body, created_at, next_try)
            select :id, :webhook, id, :kind, :subject, :body, :now,
                case :kind when 'failing' then greatest(:now, (
                    select max(sent_at) + interval '1 hour' from notice
                    where subscription_id = :webhook and kind = 'failing')) else :now end
            from workspace where id = :workspace and contact_email is not null
            on conflict (id) do nothing""";

    private static final String CLAIM = """
            with due as (
                select id from notice where sent_at is null and next_try <= :now
                order by next_try limit 1 for update skip locked
            ), claimed as (
                update notice set next_try = :until, attempts = attempts + 1 from due where notice.id = due.id
                returning notice.*
            )
            select c.id, c.subscription_id, w.contact_email, coalesce(s.status = c.kind, false) as wanted, c.subject, c.body,
                c.created_at, c.attempts
            from claimed c
                left join workspace w on w.id = c.workspace_id
                left join subscription s on s.id = c.subscription_id and not s.deleted""";

    private static final String SENT = "update notice set sent_at = :now where id = :id";
    private static final String POSTPONE = "update notice set next_try = :next where id = :id and sent_at is null";
    private static final String REMOVE = "delete from notice where id = :id";
    private static final String FORGET = "delete from notice where sent_at < :before";

    /** Whoever has this many waiting need not know the exact number. */
    private static final int ENOUGH = 10_000;

    private static final String COUNT =
            "select count(*) as waiting from (select from notice where sent_at is null limit :enough) as unsent";

    private final DatabaseClient database;
    private final boolean configured;

    Mails(DatabaseClient database, RegistryProperties properties) {
        this.database = database;
        this.configured = properties.smtp().isConfigured();
    }

    /** Adds those notices that are worth a mail, in the current transaction. */
    Mono<Void> add(List<Notice> notices, Instant now) {
        return configured
                ? Flux.fromIterable(notices)
                        .concatMap(
                                notice -> Mono.justOrEmpty(MailText.of(notice)).flatMap(text -> add(notice, text, now)))
                        .then()
                : Mono.empty();
    }

    private Mono<Void> add(Notice notice, MailText text, Instant now) {
        return database.sql(INSERT)
                .bind("id", notice.id())
                .bind("webhook", notice.webhook().id())
                .bind("workspace", notice.webhook().workspaceId())
                .bind("kind", notice instanceof Notice.Disabled ? DISABLED : FAILING)
                .bind("subject", text.subject())
                .bind("body", text.body())
                .bind("now", now)
                .then();
    }

    /** The mail whose turn it is, which nobody else gets until a time; empty if there is none. */
    Mono<Mail> claim(Instant now, Instant until) {
        return database.sql(CLAIM)
                .bind("now", now)
                .bind("until", until)
                .map(row -> new Mail(
                        row.get("id", String.class),
                        row.get("subscription_id", String.class),
                        row.get("contact_email", String.class),
                        row.get("wanted", Boolean.class),
                        row.get("subject", String.class),
                        row.get("body", String.class),
                        row.get("created_at", Instant.class),
                        row.get("attempts", Integer.class)))
                .one();
    }

    Mono<Void> sent(Mail mail, Instant now) {
        return database.sql(SENT).bind("id", mail.id()).bind("now", now).then();
    }

    Mono<Void> postpone(Mail mail, Instant next) {
        return database.sql(POSTPONE).bind("id", mail.id()).bind("next", next).then();
    }

    Mono<Void> remove(Mail mail) {
        return database.sql(REMOVE).bind("id", mail.id()).then();
    }

    /** Forgets those that were sent before a time. */
    Mono<Void> forget(Instant before) {
        return database.sql(FORGET).bind("before", before).then();
    }

    Mono<Long> countWaiting() {
        return database.sql(COUNT)
                .bind("enough", ENOUGH)
                .map(row -> row.get("waiting", Long.class))
                .one();
    }
}
