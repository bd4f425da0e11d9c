package io.hookline.reconciliation.ledger;

import io.hookline.reconciliation.reading.ListQuery;
import io.hookline.reconciliation.reading.Page;
import io.hookline.reconciliation.security.Workspace;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The ledger over HTTP: a workspace's own lines for its token. */
@RestController
final class LedgerEndpoint {
    private final LedgerLines lines;

    LedgerEndpoint(LedgerLines lines) {
        this.lines = lines;
    }

    @GetMapping("/publishing/ledger")
    Mono<Page<LedgerLines.Line>> list(
            @AuthenticationPrincipal Jwt token, @RequestParam MultiValueMap<String, String> parameters) {
        return lines.list(Workspace.of(token), new ListQuery(parameters));
    }
}
