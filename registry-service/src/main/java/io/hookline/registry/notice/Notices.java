package io.hookline.registry.notice;

import io.hookline.registry.AfterCommit;
import io.hookline.registry.BackgroundLoop;
import io.hookline.registry.Columns;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells owners: each notice becomes an event, and some become a mail. Positions of events follow the order of insertion
 * within a transaction, and between transactions that had to wait for each other, as all do that change the health of
 * one webhook.
 */
@Component
public final class Notices {
    private static final String INSERT_EVENTS = """
            insert into operational_event (id, type, workspace_id, subscription_id, data, occurred_at)
            select id, type, workspace_id, subscription_id, data, :now
            from unnest(:ids, :types, :workspaces, :webhooks, :data) with ordinality
                as new (id, type, workspace_id, subscription_id, data, place)
            order by place""";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DatabaseClient database;
    private final Mails mails;
    private final BackgroundLoop relay;
    private final BackgroundLoop sending;

    Notices(
            DatabaseClient database,
            Mails mails,
            @Qualifier("operationalEventLoop") BackgroundLoop relay,
            @Qualifier("mailLoop") BackgroundLoop sending) {
        this.database = database;
        this.mails = mails;
        this.relay = relay;
        this.sending = sending;
    }

    /**
     * Stores the notices, in this order, in the current transaction; they are on their way once it has been committed.
     */
    public Mono<Void> tell(List<Notice> notices, Instant now) {
        return notices.isEmpty()
                ? Mono.empty()
                : addEvents(notices, now)
                        .then(Mono.defer(() -> mails.add(notices, now)))
                        .then(AfterCommit.run(() -> {
                            relay.wake();
                            sending.wake();
                        }));
    }

    private Mono<Void> addEvents(List<Notice> notices, Instant now) {
        Columns<Notice> columns = new Columns<>(notices);
        return database.sql(INSERT_EVENTS)
                .bind("ids", columns.texts(Notice::id))
                .bind("types", columns.texts(Notice::type))
                .bind("workspaces", columns.texts(each -> each.webhook().workspaceId()))
                .bind("webhooks", columns.texts(each -> each.webhook().id()))
                .bind("data", columns.texts(each -> JSON.writeValueAsString(each.data())))
                .bind("now", now)
                .then();
    }
}
