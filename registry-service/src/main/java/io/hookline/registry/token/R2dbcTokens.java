package io.hookline.registry.token;

import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class R2dbcTokens implements Tokens {
    private static final String INSERT = """
            insert into token (id, workspace_id, name, scopes, created_at, expires_at)
            select :id, workspace.id, :name, :scopes, :createdAt, :expiresAt from workspace where workspace.id = :workspace""";
    private static final String OF_WORKSPACE = """
            select id, workspace_id, name, scopes, created_at, expires_at, revoked_at
            from token where workspace_id = :workspace order by created_at desc, id""";
    private static final String REVOKE = "update token set revoked_at = coalesce(revoked_at, :at) where id = :id";
    private static final String IS_GOOD =
            "select exists (select from token where id = :id and revoked_at is null) as good";

    private final DatabaseClient database;

    R2dbcTokens(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> add(Token token) {
        return database.sql(INSERT)
                .bind("id", token.id())
                .bind("workspace", token.workspaceId())
                .bind("name", token.name() == null ? Parameters.in(String.class) : token.name())
                .bind("scopes", token.scopes().toArray(String[]::new))
                .bind("createdAt", token.createdAt())
                .bind("expiresAt", token.expiresAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<Token> of(WorkspaceId workspace) {
        return database.sql(OF_WORKSPACE)
                .bind("workspace", workspace.value())
                .map(row -> new Token(
                        row.get("id", String.class),
                        row.get("workspace_id", String.class),
                        row.get("name", String.class),
                        List.of(row.get("scopes", String[].class)),
                        row.get("created_at", Instant.class),
                        row.get("expires_at", Instant.class),
                        row.get("revoked_at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Boolean> revoke(String id, Instant at) {
        return database.sql(REVOKE)
                .bind("id", id)
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> isGood(String id) {
        return database.sql(IS_GOOD)
                .bind("id", id)
                .map(row -> row.get("good", Boolean.class))
                .one();
    }
}
