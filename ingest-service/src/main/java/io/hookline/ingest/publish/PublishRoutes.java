package io.hookline.ingest.publish;

import io.hookline.ingest.http.BodyReader;
import io.hookline.ingest.http.JsonAnswer;
import io.hookline.ingest.http.Routes;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.security.Access;
import io.hookline.ingest.security.Caller;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /publishing/publishes}: registering the same publish twice is registering it once. */
@Configuration(proxyBeanMethods = false)
class PublishRoutes {
    private final BodyReader bodies;
    private final SubmissionPublisher publisher;
    private final Clock clock;

    PublishRoutes(BodyReader bodies, SubmissionPublisher publisher, Clock clock) {
        this.bodies = bodies;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Bean
    RouterFunction<ServerResponse> publishes(Routes routes, Access access) {
        return routes.post("/publishing/publishes", "publishes", access.requires("publishes:write", this::submit));
    }

    private Mono<ServerResponse> submit(ServerRequest request, Caller caller) {
        return bodies.read(request)
                .map(body -> Submission.read(StrictJson.object(body), caller, clock.instant()))
                .flatMap(submission -> publisher.publish(submission).then(accepted(submission)));
    }

    private static Mono<ServerResponse> accepted(Submission submission) {
        return JsonAnswer.of(HttpStatus.ACCEPTED, new Receipt(submission.publishId(), "pending"));
    }

    /** The answer: the publish's id, under which reconciliation-service shows it, and its state. */
    record Receipt(String id, String status) {}
}
