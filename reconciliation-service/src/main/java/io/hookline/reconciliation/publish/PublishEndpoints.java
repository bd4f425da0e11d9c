package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.reading.ListQuery;
import io.hookline.reconciliation.reading.Page;
import io.hookline.reconciliation.security.Workspace;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.MultiValueMap;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The publish log over HTTP: a workspace's own publishes for its token, and a yes or no for the other services. */
@RestController
final class PublishEndpoints {
    private final Publishes publishes;
    private final PublishLookup lookup;

    PublishEndpoints(Publishes publishes, PublishLookup lookup) {
        this.publishes = publishes;
        this.lookup = lookup;
    }

    @GetMapping("/publishing/publishes")
    Mono<Page<PublishView>> list(
            @AuthenticationPrincipal Jwt token, @RequestParam MultiValueMap<String, String> parameters) {
        return publishes.list(Workspace.of(token), new ListQuery(parameters)).map(page -> page.map(PublishView::of));
    }

    @GetMapping("/publishing/publishes/{id}")
    Mono<PublishView> find(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
        return publishes
                .find(Workspace.of(token), id)
                .map(PublishView::of)
                .switchIfEmpty(Mono.error(PublishEndpoints::notFound));
    }

    /** 204 if some workspace waits for news of the post, otherwise 404. */
    @GetMapping("/internal/publishes")
    Mono<ResponseEntity<Void>> isKnown(@RequestParam String platform, @RequestParam String externalPostId) {
        Optional<PostKey> post = Platform.named(platform)
                .filter(_ -> externalPostId.indexOf('\0') < 0)
                .map(named -> new PostKey(named, externalPostId));
        return Mono.justOrEmpty(post)
                .flatMap(lookup::isKnown)
                .defaultIfEmpty(false)
                .map(known -> ResponseEntity.status(known ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                        .build());
    }

    private static ErrorResponseException notFound() {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "This workspace has no publish with that id.");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
