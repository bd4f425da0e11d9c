package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PostKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Parked callbacks as a table. */
final class R2dbcParkedCallbacks implements ParkedCallbacks {
    private static final String PARK = """
            insert into parked_callback
                (callback_id, platform, external_post_id, body, traceparent, received_at, parked_at)
            select id, platform, external, body, traceparent, received_at, :now
            from unnest(:ids, :platforms, :externals, :bodies, :traceparents, :receivedAt) with ordinality
                as r(id, platform, external, body, traceparent, received_at, position)
            order by position
            on conflict do nothing""";

    private static final String TAKE = """
            with taken as (
                delete from parked_callback
                where (platform, external_post_id) in (select * from unnest(:platforms, :externals))
                returning *)
            select callback_id, platform, external_post_id, body, traceparent, received_at from taken order by seq""";

    private static final String DROP = "delete from parked_callback where parked_at < :time";

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcParkedCallbacks(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> park(List<Callback> callbacks) {
        if (callbacks.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(PARK)
                .bind("now", clock.instant())
                .bind("ids", column(callbacks, Callback::id))
                .bind(
                        "platforms",
                        column(callbacks, each -> each.post().platform().wireName()))
                .bind("externals", column(callbacks, each -> each.post().externalPostId()))
                .bind("bodies", column(callbacks, each -> each.body().toString()))
                .bind("traceparents", column(callbacks, Callback::traceparent))
                .bind("receivedAt", callbacks.stream().map(Callback::receivedAt).toArray(Instant[]::new))
                .then();
    }

    @Override
    public Mono<List<Callback>> take(Collection<PostKey> posts) {
        if (posts.isEmpty()) {
            return Mono.just(List.of());
        }
        return database.sql(TAKE)
                .bind("platforms", column(posts, post -> post.platform().wireName()))
                .bind("externals", column(posts, PostKey::externalPostId))
                .map(row -> new Callback(
                        row.get("callback_id", String.class),
                        new PostKey(
                                Platform.named(row.get("platform", String.class))
                                        .orElseThrow(),
                                row.get("external_post_id", String.class)),
                        CallbackBody.parse(row.get("body", String.class)),
                        row.get("received_at", Instant.class),
                        row.get("traceparent", String.class)))
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> dropParkedBefore(Instant time) {
        return database.sql(DROP).bind("time", time).fetch().rowsUpdated();
    }

    private static <T> String[] column(Collection<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
