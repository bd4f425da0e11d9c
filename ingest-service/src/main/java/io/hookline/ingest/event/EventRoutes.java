package io.hookline.ingest.event;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.Answer;
import io.hookline.ingest.http.BodyReader;
import io.hookline.ingest.http.JsonAnswer;
import io.hookline.ingest.http.Routes;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.idempotency.Idempotency;
import io.hookline.ingest.idempotency.IdempotencyKey;
import io.hookline.ingest.idempotency.KeyedRequest;
import io.hookline.ingest.kafka.Ids;
import io.hookline.ingest.security.Access;
import io.hookline.ingest.security.Caller;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/v1/events}: one event, or a batch of them; with {@code Idempotency-Key} at most once. */
@Configuration(proxyBeanMethods = false)
class EventRoutes {
    private static final String PATH = "/api/v1/events";
    private static final String ID_PREFIX = "evt_";

    private final BodyReader bodies;
    private final EventReader reader;
    private final EventPublisher publisher;
    private final Batches batches;
    private final WorkThreads threads;
    private final Idempotency idempotency;
    private final int largestBody;

    EventRoutes(
            BodyReader bodies,
            EventReader reader,
            EventPublisher publisher,
            Batches batches,
            WorkThreads threads,
            Idempotency idempotency,
            IngestProperties properties) {
        this.bodies = bodies;
        this.reader = reader;
        this.publisher = publisher;
        this.batches = batches;
        this.threads = threads;
        this.idempotency = idempotency;
        this.largestBody = Math.toIntExact(
                Math.max(properties.maxBody().toBytes(), properties.maxBatch().toBytes()));
    }

    @Bean
    RouterFunction<ServerResponse> events(Routes routes, Access access) {
        return routes.post(PATH, "events", access.requires("events:write", this::emit));
    }

    private Mono<ServerResponse> emit(ServerRequest request, Caller caller) {
        String traceparent = request.headers().firstHeader(Traceparent.HEADER);
        String key = request.headers().firstHeader(IdempotencyKey.HEADER);
        if (key == null) {
            Origin origin = new Origin(caller, traceparent, _ -> Ids.random(ID_PREFIX));
            return bodies.read(request, largestBody)
                    .flatMap(body -> emit(body, origin))
                    .flatMap(JsonAnswer::of);
        }
        IdempotencyKey valid = IdempotencyKey.of(key);
        return bodies.read(request, largestBody)
                .flatMap(body -> keyed(valid, caller, body)
                        .flatMap(once -> idempotency.once(
                                once,
                                () -> emit(body, new Origin(caller, traceparent, index -> once.id(ID_PREFIX, index))))))
                .flatMap(JsonAnswer::of);
    }

    private Mono<KeyedRequest> keyed(IdempotencyKey key, Caller caller, byte[] body) {
        return batches.isBatch(body)
                ? threads.call(body.length, () -> KeyedRequest.of(caller.workspaceId(), key, PATH, body))
                : Mono.just(KeyedRequest.of(caller.workspaceId(), key, PATH, body));
    }

    private Mono<Answer> emit(byte[] body, Origin origin) {
        if (batches.isBatch(body)) {
            return batches.emit(body, origin);
        }
        bodies.checkSize(body);
        ObjectNode object = StrictJson.object(body);
        if (reader.isQuick(object)) {
            return publish(reader.read(object, origin, 0));
        }
        return threads.call(body.length, () -> reader.read(object, origin, 0)).flatMap(this::publish);
    }

    private Mono<Answer> publish(Event event) {
        Answer accepted = Answer.of(HttpStatus.ACCEPTED, new Receipt(event.id(), event.type(), "accepted"));
        return publisher.publish(event).thenReturn(accepted);
    }

    /** The answer: the id that customers will see as {@code webhook-id}. */
    record Receipt(String id, String event, String status) {}
}
