package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.reading.Cursor;
import io.hookline.reconciliation.reading.ListQuery;
import io.hookline.reconciliation.reading.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The publish log as readers see it. Every query but {@link #isKnown} is limited to one workspace. */
class Publishes {
    private static final String FIND =
            "select " + PublishRow.COLUMNS + " from publish_log where workspace_id = :workspace and id = :id";

    private static final String KNOWN = """
            select exists (
                select 1 from publish_log where platform = :platform and external_post_id = :external)""";

    /** Newest first; of the filters, those that are null let everything pass. */
    private static final String LIST = "select " + PublishRow.COLUMNS + """
             from publish_log
            where workspace_id = :workspace
                and (:status::text is null or status = :status)
                and (:platform::text is null or platform = :platform)
                and (:post::text is null or post_id = :post)
                and (:external::text is null or external_post_id = :external)
                and (:before::timestamptz is null or (submitted_at, id) < (:before, :beforeId))
            order by submitted_at desc, id desc
            limit :limit""";

    private final DatabaseClient database;
    private final JsonMapper json;

    Publishes(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Publish> find(String workspaceId, String id) {
        return database.sql(FIND)
                .bind("workspace", workspaceId)
                .bind("id", id)
                .map(row -> PublishRow.read(row, json))
                .one();
    }

    /** Whether any workspace has registered the post. */
    Mono<Boolean> isKnown(PostKey post) {
        return database.sql(KNOWN)
                .bind("platform", post.platform().wireName())
                .bind("external", post.externalPostId())
                .mapValue(Boolean.class)
                .one();
    }

    Mono<Page<Publish>> list(String workspaceId, ListQuery query) {
        int limit = query.limit();
        Optional<Position> before = query.cursor().map(Position::of);
        Platform platform = query.choice("platform", Platform::named, "instagram, tiktok, youtube");
        String status = query.choice("status", PublishRow::status, "pending, succeeded, failed");
        return database.sql(LIST)
                .bind("workspace", workspaceId)
                .bind("status", Parameters.in(R2dbcType.VARCHAR, status))
                .bind("platform", Parameters.in(R2dbcType.VARCHAR, platform == null ? null : platform.wireName()))
                .bind("post", Parameters.in(R2dbcType.VARCHAR, query.text("postId")))
                .bind("external", Parameters.in(R2dbcType.VARCHAR, query.text("externalPostId")))
                .bind(
                        "before",
                        Parameters.in(
                                R2dbcType.TIMESTAMP_WITH_TIME_ZONE,
                                before.map(Position::submittedAt).orElse(null)))
                .bind(
                        "beforeId",
                        Parameters.in(
                                R2dbcType.VARCHAR, before.map(Position::id).orElse(null)))
                .bind("limit", limit + 1)
                .map(row -> PublishRow.read(row, json))
                .all()
                .collectList()
                .map(found -> Page.of(found, limit, Position::cursor));
    }

    /** A place in the list. */
    private record Position(Instant submittedAt, String id) {
        static Position of(Cursor cursor) {
            try {
                return new Position(
                        Instant.parse(cursor.parts().getFirst()), cursor.parts().get(1));
            } catch (DateTimeException | IndexOutOfBoundsException e) {
                throw Cursor.invalid(e);
            }
        }

        static Cursor cursor(Publish last) {
            return Cursor.at(last.submittedAt().toString(), last.id());
        }
    }
}
