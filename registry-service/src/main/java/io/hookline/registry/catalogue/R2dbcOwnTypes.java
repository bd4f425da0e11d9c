package io.hookline.registry.catalogue;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class R2dbcOwnTypes implements OwnTypes {
    static final String COLUMNS =
            "id, workspace_id, type, version, description, json_schema, example, entity, created_at, updated_at";

    /** A deleted one whose tombstone has yet to be published comes back to life, with the next version. */
    private static final String INSERT = """
            insert into event_type (id, workspace_id, type, version, description, json_schema, example, entity,
                created_at, updated_at)
            values (:id, :workspace, :type, :version, :description, :jsonSchema, :example, :entity, :createdAt, :updatedAt)
            on conflict (id) do update set deleted = false, version = event_type.version + 1,
                description = excluded.description, json_schema = excluded.json_schema, example = excluded.example,
                entity = excluded.entity, created_at = excluded.created_at, updated_at = excluded.updated_at
            where event_type.deleted""";

    private static final String FIND =
            "select " + COLUMNS + " from event_type where workspace_id = :workspace and type = :type and not deleted";
    private static final String FIND_FOR_CHANGE = FIND + " for update";
    private static final String ALL =
            "select " + COLUMNS + " from event_type where workspace_id = :workspace and not deleted order by type";
    private static final String NAMES =
            "select type from event_type where workspace_id = :workspace and not deleted order by type";
    private static final String LIST = "select " + COLUMNS + """
             from event_type
            where workspace_id = :workspace and not deleted and (created_at, type) < (:time, :after)
            order by created_at desc, type desc limit :rows""";
    private static final String UPDATE = """
            update event_type set version = :version, description = :description, json_schema = :jsonSchema,
                example = :example, entity = :entity, created_at = :createdAt, updated_at = :updatedAt
            where id = :id and workspace_id = :workspace and type = :type""";
    private static final String DELETE = """
            update event_type set deleted = true, version = version + 1, updated_at = :at
            where workspace_id = :workspace and type = :type and not deleted""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcOwnTypes(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Boolean> add(OwnType type) {
        return bind(database.sql(INSERT), type).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    @Override
    public Mono<OwnType> find(WorkspaceId workspace, String name) {
        return select(FIND, workspace, name);
    }

    @Override
    public Flux<OwnType> of(WorkspaceId workspace) {
        return database.sql(ALL)
                .bind("workspace", workspace.value())
                .map(R2dbcOwnTypes::read)
                .all();
    }

    @Override
    public Mono<List<String>> names(WorkspaceId workspace) {
        return database.sql(NAMES)
                .bind("workspace", workspace.value())
                .mapValue(String.class)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<OwnType>> list(WorkspaceId workspace, PageRequest page) {
        return database.sql(LIST)
                .bind("workspace", workspace.value())
                .bind("time", page.cursor().time())
                .bind("after", page.cursor().id())
                .bind("rows", page.limit() + 1)
                .map(R2dbcOwnTypes::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<OwnType> change(WorkspaceId workspace, String name, UnaryOperator<OwnType> change) {
        return select(FIND_FOR_CHANGE, workspace, name)
                .flatMap(current -> store(current, change.apply(current)))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Boolean> delete(WorkspaceId workspace, String name, Instant at) {
        return database.sql(DELETE)
                .bind("workspace", workspace.value())
                .bind("type", name)
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    static OwnType read(Readable row) {
        return new OwnType(
                new WorkspaceId(row.get("workspace_id", String.class)),
                row.get("type", String.class),
                row.get("version", Long.class),
                row.get("description", String.class),
                row.get("json_schema", String.class),
                row.get("example", String.class),
                row.get("entity", String.class),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    private Mono<OwnType> select(String sql, WorkspaceId workspace, String name) {
        return database.sql(sql)
                .bind("workspace", workspace.value())
                .bind("type", name)
                .map(R2dbcOwnTypes::read)
                .one();
    }

    private Mono<OwnType> store(OwnType before, OwnType after) {
        return after.equals(before)
                ? Mono.just(before)
                : bind(database.sql(UPDATE), after).then().thenReturn(after);
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, OwnType type) {
        return statement
                .bind("id", type.id())
                .bind("workspace", type.workspace().value())
                .bind("type", type.name())
                .bind("version", type.version())
                .bind("description", nullable(type.description()))
                .bind("jsonSchema", type.jsonSchema())
                .bind("example", type.example())
                .bind("entity", nullable(type.entity()))
                .bind("createdAt", type.createdAt())
                .bind("updatedAt", type.updatedAt());
    }

    private static Object nullable(@Nullable String value) {
        return value == null ? Parameters.in(String.class) : value;
    }
}
