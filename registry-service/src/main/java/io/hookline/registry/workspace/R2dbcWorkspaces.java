package io.hookline.registry.workspace;

import io.hookline.registry.http.Given;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class R2dbcWorkspaces implements Workspaces {
    private static final String INSERT = """
            insert into workspace (id, name, contact_email, created_at) values (:id, :name, :contact, :createdAt)
            on conflict do nothing""";
    private static final String CHANGE = """
            update workspace set name = coalesce(:name, name),
                contact_email = case when :contactGiven then :contact else contact_email end
            where id = :id returning id, name, contact_email, created_at""";
    private static final String HAS = "select exists (select from workspace where id = :id) as known";
    private static final String ALL =
            "select id, name, contact_email, created_at from workspace order by created_at, id";

    private final DatabaseClient database;

    R2dbcWorkspaces(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> add(Workspace workspace) {
        return database.sql(INSERT)
                .bind("id", workspace.id())
                .bind("name", workspace.name())
                .bind("contact", text(workspace.contactEmail()))
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
        return database.sql(ALL).map(R2dbcWorkspaces::read).all();
    }

    @Override
    public Mono<Workspace> change(WorkspaceId id, @Nullable String name, Given<String> contactEmail) {
        return database.sql(CHANGE)
                .bind("id", id.value())
                .bind("name", text(name))
                .bind("contactGiven", contactEmail.present())
                .bind("contact", text(contactEmail.value()))
                .map(R2dbcWorkspaces::read)
                .one();
    }

    private static Workspace read(Readable row) {
        return new Workspace(
                row.get("id", String.class),
                row.get("name", String.class),
                row.get("contact_email", String.class),
                row.get("created_at", Instant.class));
    }

    private static Object text(@Nullable String value) {
        return value == null ? Parameters.in(String.class) : value;
    }
}
