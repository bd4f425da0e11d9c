package io.hookline.registry.subscription;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

@Component
final class R2dbcSubscriptions implements Subscriptions {
    private static final String INSERT = """
            insert into subscription (id, workspace_id, version, url, events, filter, ordering, signatures, description,
                metadata, headers, rate_limit, authentication, client_certificate, status, status_reason, status_since,
                secrets, signing_keys, created_at, updated_at)
            values (:id, :workspace, :version, :url, :events, :filter, :ordering, :signatures, :description,
                :metadata::jsonb, :headers::jsonb, :rateLimit, :authentication::jsonb, :clientCertificate::jsonb,
                :status, :statusReason, :statusSince, :secrets::jsonb, :signingKeys::jsonb, :createdAt, :updatedAt)""";
    private static final String FIND = "select " + SubscriptionRow.COLUMNS
            + " from subscription where id = :id and workspace_id = :workspace and not deleted";
    private static final String FIND_FOR_CHANGE = FIND + " for update";
    private static final String UPDATE = """
            update subscription set version = :version, url = :url, events = :events, filter = :filter,
                ordering = :ordering, signatures = :signatures, description = :description, metadata = :metadata::jsonb,
                headers = :headers::jsonb, rate_limit = :rateLimit, authentication = :authentication::jsonb,
                client_certificate = :clientCertificate::jsonb, status = :status, status_reason = :statusReason,
                status_since = :statusSince, secrets = :secrets::jsonb, signing_keys = :signingKeys::jsonb,
                created_at = :createdAt, updated_at = :updatedAt
            where id = :id and workspace_id = :workspace""";
    private static final String LIST = "select " + SubscriptionRow.COLUMNS + """
             from subscription
            where workspace_id = :workspace and not deleted and (created_at, id) < (:time, :after)
                and (:patterns::text[] is null or events && :patterns::text[])
                and (:status::text is null or status = :status::text)
                and (:url::text is null or position(:url::text in url) > 0)
            order by created_at desc, id desc limit :rows""";
    /** Before the subscription itself is locked; see {@link HealthRows}. */
    private static final String FORGET_HEALTH = """
            delete from webhook_health where subscription_id =
                (select id from subscription where id = :id and workspace_id = :workspace)""";

    private static final String DELETE = """
            update subscription set deleted = true, version = version + 1, updated_at = :at
            where id = :id and workspace_id = :workspace and not deleted""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcSubscriptions(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> add(Subscription subscription) {
        return SubscriptionRow.bind(database.sql(INSERT), subscription).then();
    }

    @Override
    public Mono<Subscription> find(WorkspaceId workspace, SubscriptionId id) {
        return select(FIND, workspace, id);
    }

    @Override
    public Mono<List<Subscription>> list(
            WorkspaceId workspace,
            @Nullable List<String> patterns,
            @Nullable SubscriptionStatus status,
            @Nullable String url,
            PageRequest page) {
        return database.sql(LIST)
                .bind("workspace", workspace.value())
                .bind("patterns", patterns == null ? Parameters.in(String[].class) : patterns.toArray(String[]::new))
                .bind("status", status == null ? Parameters.in(String.class) : status.text())
                .bind("url", url == null ? Parameters.in(String.class) : url)
                .bind("time", page.cursor().time())
                .bind("after", page.cursor().id())
                .bind("rows", page.limit() + 1)
                .map(SubscriptionRow::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<Subscription> change(WorkspaceId workspace, SubscriptionId id, UnaryOperator<Subscription> change) {
        return select(FIND_FOR_CHANGE, workspace, id)
                .flatMap(current -> store(current, change.apply(current)))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Boolean> delete(WorkspaceId workspace, SubscriptionId id, Instant at) {
        return database.sql(FORGET_HEALTH)
                .bind("id", id.value())
                .bind("workspace", workspace.value())
                .then()
                .then(database.sql(DELETE)
                        .bind("id", id.value())
                        .bind("workspace", workspace.value())
                        .bind("at", at)
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1)
                .as(transaction::transactional);
    }

    private Mono<Subscription> select(String sql, WorkspaceId workspace, SubscriptionId id) {
        return database.sql(sql)
                .bind("id", id.value())
                .bind("workspace", workspace.value())
                .map(SubscriptionRow::read)
                .one();
    }

    private Mono<Subscription> store(Subscription before, Subscription after) {
        return after.equals(before)
                ? Mono.just(before)
                : SubscriptionRow.bind(database.sql(UPDATE), after).then().thenReturn(after);
    }
}
