package io.hookline.registry.workspace;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class R2dbcWorkspaces implements Workspaces {
    private static final String INSERT =
            "insert into workspace (id, name, created_at) values (:id, :name, :createdAt) on conflict do nothing";
    private static final String HAS = "select exists (select from workspace where id = :id) as known";
    private static final String ALL = "select id, name, created_at from workspace order by created_at, id";

    private final DatabaseClient database;

    R2dbcWorkspaces(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> add(Workspace workspace) {
        return database.sql(INSERT)
                .bind("id", workspace.id())
                .bind("name", workspace.name())
                .bind("createdAt", workspace.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> has(WorkspaceId id) {
        return database.sql(HAS)
                .bind("id", id.value())
                .map(row -> row.get("known", Boolean.class))
                .one();
    }

    @Override
    public Flux<Workspace> all() {
        return database.sql(ALL)
                .map(row -> new Workspace(
                        row.get("id", String.class),
                        row.get("name", String.class),
                        row.get("created_at", Instant.class)))
                .all();
    }
}
