package io.hookline.registry.token;

import io.hookline.registry.RandomIds;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The administrator's calls on the tokens of workspaces. */
@RestController
@RequestMapping("/api/v1")
final class TokenController {
    private static final String ID_PREFIX = "tok_";
    private static final String ID_FORM = "tok_[0-9a-f]{32}";
    private static final int DEFAULT_DAYS = 90;
    private static final int MOST_DAYS = 366;
    private static final int LONGEST_NAME = 200;

    /** A token as it is shown this one time. */
    record Issued(String token, String id, @Nullable String name, Instant expiresAt, List<String> scopes) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Issued[id=" + id + "]";
        }
    }

    private final Tokens tokens;
    private final TokenIssuer issuer;
    private final RandomIds ids;
    private final Clock clock;

    TokenController(Tokens tokens, TokenIssuer issuer, RandomIds ids, Clock clock) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/workspaces/{workspace}/tokens")
    Mono<ResponseEntity<Issued>> issue(@PathVariable String workspace, Fields fields) {
        Token token = read(WorkspaceId.parse(workspace), fields);
        return issuer.sign(token).flatMap(signed -> tokens.add(token).map(added -> {
            if (!added) {
                throw Rejected.notFound("workspace");
            }
            return ResponseEntity.status(HttpStatus.CREATED)
                    .cacheControl(CacheControl.noStore())
                    .body(new Issued(signed, token.id(), token.name(), token.expiresAt(), token.scopes()));
        }));
    }

    @GetMapping("/workspaces/{workspace}/tokens")
    Mono<Page<Token>> list(@PathVariable String workspace) {
        return tokens.of(WorkspaceId.parse(workspace)).collectList().map(all -> new Page<>(all, null));
    }

    @DeleteMapping("/tokens/{id}")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id) {
        if (!id.matches(ID_FORM)) {
            throw Rejected.notFound("token");
        }
        return tokens.revoke(id, clock.instant()).map(found -> {
            if (!found) {
                throw Rejected.notFound("token");
            }
            return ResponseEntity.noContent().build();
        });
    }

    private Token read(WorkspaceId workspace, Fields fields) {
        String name = fields.text("name", text -> PlainText.problem(text, LONGEST_NAME))
                .value();
        List<String> scopes = fields.texts("scopes", Scope::problem).orElse(null);
        Integer days = fields.integer("expiresInDays", 1, MOST_DAYS).orElse(null);
        if (scopes != null && scopes.isEmpty()) {
            fields.reject("scopes", "must name at least one scope");
        }
        fields.end();
        Instant now = clock.instant();
        return new Token(
                ids.next(ID_PREFIX),
                workspace.value(),
                name,
                scopes == null ? Scope.all() : scopes.stream().distinct().toList(),
                now,
                now.plus(Duration.ofDays(Objects.requireNonNullElse(days, DEFAULT_DAYS))),
                null);
    }
}
