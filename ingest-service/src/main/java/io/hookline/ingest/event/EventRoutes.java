package io.hookline.ingest.event;

import io.hookline.ingest.http.BodyReader;
import io.hookline.ingest.http.JsonAnswer;
import io.hookline.ingest.http.Routes;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.security.Access;
import io.hookline.ingest.security.Caller;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /api/v1/events}: one event of the catalogue. */
@Configuration(proxyBeanMethods = false)
class EventRoutes {
    private final BodyReader bodies;
    private final EventReader reader;
    private final EventPublisher publisher;

    EventRoutes(BodyReader bodies, EventReader reader, EventPublisher publisher) {
        this.bodies = bodies;
        this.reader = reader;
        this.publisher = publisher;
    }

    @Bean
    RouterFunction<ServerResponse> events(Routes routes, Access access) {
        return routes.post("/api/v1/events", "events", access.requires("events:write", this::emit));
    }

    private Mono<ServerResponse> emit(ServerRequest request, Caller caller) {
        String traceparent = request.headers().firstHeader(Traceparent.HEADER);
        return bodies.read(request).flatMap(body -> {
            Event event = reader.read(StrictJson.object(body), caller, traceparent);
            return publisher.publish(event).then(accepted(event));
        });
    }

    private static Mono<ServerResponse> accepted(Event event) {
        return JsonAnswer.of(
                HttpStatus.ACCEPTED, new Receipt(event.id(), event.type().name(), "accepted"));
    }

    /** The answer: the id that customers will see as {@code webhook-id}. */
    record Receipt(String id, String event, String status) {}
}
