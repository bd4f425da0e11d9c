package io.hookline.ingest.platform;

import io.hookline.ingest.http.BodyReader;
import io.hookline.ingest.http.JsonAnswer;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import io.hookline.ingest.http.Routes;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /publishing/webhooks/{platform}}. The callback is kept before anybody is asked about it: what the answer says
 * about the post does not change that.
 */
@Configuration(proxyBeanMethods = false)
class PlatformRoutes {
    private final BodyReader bodies;
    private final Signatures signatures;
    private final CallbackPublisher publisher;
    private final PublishLookup lookup;
    private final Clock clock;

    PlatformRoutes(
            BodyReader bodies, Signatures signatures, CallbackPublisher publisher, PublishLookup lookup, Clock clock) {
        this.bodies = bodies;
        this.signatures = signatures;
        this.publisher = publisher;
        this.lookup = lookup;
        this.clock = clock;
    }

    @Bean
    RouterFunction<ServerResponse> callbacks(Routes routes) {
        return routes.post("/publishing/webhooks/{platform}", "callbacks", this::receive);
    }

    private Mono<ServerResponse> receive(ServerRequest request) {
        Platform platform =
                Platform.named(request.pathVariable("platform")).orElseThrow(PlatformRoutes::noSuchPlatform);
        String signature = request.headers().firstHeader(Signatures.HEADER);
        signatures.expect(platform, signature);
        return bodies.read(request)
                .map(body -> verified(platform, signature, body))
                .flatMap(callback -> publisher
                        .publish(callback)
                        .then(lookup.ask(platform, callback.externalPostId()))
                        .flatMap(PlatformRoutes::answer));
    }

    private Callback verified(Platform platform, @Nullable String signature, byte[] body) {
        signatures.check(platform, signature, body);
        return Callback.read(platform, body, clock.instant());
    }

    private static Mono<ServerResponse> answer(PublishLookup.Answer answer) {
        return switch (answer) {
            case KNOWN, NONE -> JsonAnswer.of(HttpStatus.OK, new Received("ok"));
            case UNKNOWN -> JsonAnswer.of(HttpStatus.NOT_FOUND, new NotFound("error", "Log not found"));
        };
    }

    private static Rejected noSuchPlatform() {
        return new Rejected(
                Problem.of(HttpStatus.NOT_FOUND, "There is no such platform; there are " + Platform.names() + "."));
    }

    /** The answers that platforms were promised, field by field. */
    record Received(String status) {}

    record NotFound(String status, String message) {}
}
