package io.hookline.registry.subscription;

import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.catalogue.EventPatterns;
import io.hookline.registry.catalogue.EventTypes;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Problem;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.publication.Publications;
import io.hookline.registry.workspace.WorkspaceId;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sends a test event to one webhook, whatever events that asks for: {@code webhook.test}, or the example of another type. */
@RestController
final class TestController {
    private static final String DEFAULT_TYPE = "webhook.test";

    record Sent(String eventId) {}

    private final Subscriptions subscriptions;
    private final Publications publications;
    private final TestEvents events;
    private final EventTypes types;

    TestController(Subscriptions subscriptions, Publications publications, TestEvents events, EventTypes types) {
        this.subscriptions = subscriptions;
        this.publications = publications;
        this.events = events;
        this.types = types;
    }

    @PostMapping("/api/v1/webhooks/{id}/test")
    Mono<ResponseEntity<Sent>> test(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @RequestHeader(required = false) @Nullable String traceparent,
            Fields fields) {
        SubscriptionId webhookId = SubscriptionId.parse(id);
        return types.patterns(workspace)
                .flatMap(patterns -> types.example(workspace, read(fields, patterns)))
                .flatMap(example -> subscriptions
                        .find(workspace, webhookId)
                        .switchIfEmpty(Mono.error(() -> Rejected.notFound("webhook")))
                        .doOnNext(TestController::requireDelivering)
                        // Dispatch must know the webhook before the event comes along.
                        .flatMap(webhook -> publications.published().then(events.send(webhook, example, traceparent))))
                .map(eventId -> ResponseEntity.accepted().body(new Sent(eventId)))
                .onErrorMap(
                        TimeoutException.class,
                        e -> new Rejected(
                                Problem.unavailable("Kafka does not answer at the moment; send the request again.")));
    }

    private static String read(Fields fields, EventPatterns patterns) {
        String type = Stream.of("event", "eventType", "event_type")
                .map(name -> fields.text(name, patterns::typeProblem).value())
                .filter(Objects::nonNull)
                .reduce(DEFAULT_TYPE, (ignored, named) -> named);
        fields.end();
        return type;
    }

    private static void requireDelivering(Subscription webhook) {
        if (!webhook.status().delivers()) {
            throw Rejected.because(
                    HttpStatus.CONFLICT,
                    "The webhook is " + webhook.status().text()
                            + ", so nothing is delivered to it; set \"active\": true first.");
        }
    }
}
