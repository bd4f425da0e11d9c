package io.hookline.registry.redelivery;

import io.hookline.registry.RandomIds;
import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.delivery.RecordedDeliveries;
import io.hookline.registry.delivery.RecordedDelivery;
import io.hookline.registry.http.Cursor;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.http.Problem;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.subscription.DeliveryTarget;
import io.hookline.registry.subscription.DeliveryTargets;
import io.hookline.registry.subscription.Ownership;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.SchemaRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Has events delivered once more, of a webhook that events are delivered to. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}")
final class RedeliveryController {
    private static final Pattern ID = Pattern.compile(Redelivery.PREFIX + "[0-9a-f]{32}");

    record Requested(String deliveryId, String eventId, int attempt) {}

    private final Ownership ownership;
    private final DeliveryTargets targets;
    private final RecordedDeliveries deliveries;
    private final SingleRedelivery single;
    private final Redeliveries redeliveries;
    private final Preview preview;
    private final RedeliveryConfiguration.Workers workers;
    private final RandomIds ids;
    private final Clock clock;

    RedeliveryController(
            Ownership ownership,
            DeliveryTargets targets,
            RecordedDeliveries deliveries,
            SingleRedelivery single,
            Redeliveries redeliveries,
            Preview preview,
            RedeliveryConfiguration.Workers workers,
            RandomIds ids,
            Clock clock) {
        this.ownership = ownership;
        this.targets = targets;
        this.deliveries = deliveries;
        this.single = single;
        this.redeliveries = redeliveries;
        this.preview = preview;
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/deliveries/{deliveryId}/redeliver")
    Mono<ResponseEntity<Requested>> redeliver(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @PathVariable String deliveryId,
            Fields fields) {
        fields.end();
        return target(workspace, id)
                .flatMap(target -> deliveries
                        .find(target.id(), RecordedDelivery.parseId(deliveryId))
                        .switchIfEmpty(Mono.error(() -> Rejected.notFound("delivery")))
                        .doOnNext(_ -> requireDelivering(target))
                        .flatMap(delivery -> single.of(target, delivery)))
                .onErrorMap(RedeliveryController::explained)
                .map(request -> ResponseEntity.accepted()
                        .body(new Requested(
                                request.deliveryId(), request.event().id(), request.attempt())));
    }

    @PostMapping("/redeliveries")
    Mono<ResponseEntity<Object>> begin(
            @CallersWorkspace WorkspaceId workspace, @PathVariable String id, Fields fields) {
        Instant now = clock.instant();
        RedeliveryRequest request = RedeliveryRequest.read(fields, now);
        return target(workspace, id)
                .flatMap(target -> request.dryRun()
                        ? preview.of(target, request).map(RedeliveryController::counted)
                        : begin(target, request, now).map(RedeliveryController::accepted))
                .onErrorMap(RedeliveryController::explained);
    }

    @GetMapping("/redeliveries")
    Mono<Page<RedeliveryView>> list(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        PageRequest page = PageRequest.parse(cursor, limit);
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> redeliveries.list(subscription, page))
                .map(rows -> Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.id())))
                .map(rows -> rows.map(RedeliveryView::of));
    }

    @GetMapping("/redeliveries/{redeliveryId}")
    Mono<RedeliveryView> get(
            @CallersWorkspace WorkspaceId workspace, @PathVariable String id, @PathVariable String redeliveryId) {
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> find(subscription, redeliveryId))
                .map(RedeliveryView::of);
    }

    @PostMapping("/redeliveries/{redeliveryId}/cancel")
    Mono<RedeliveryView> cancel(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @PathVariable String redeliveryId,
            Fields fields) {
        fields.end();
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> become(subscription, redeliveryId, RedeliveryStatus.CANCELLED));
    }

    @PostMapping("/redeliveries/{redeliveryId}/pause")
    Mono<RedeliveryView> pause(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @PathVariable String redeliveryId,
            Fields fields) {
        fields.end();
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> become(subscription, redeliveryId, RedeliveryStatus.PAUSED));
    }

    @PostMapping("/redeliveries/{redeliveryId}/resume")
    Mono<RedeliveryView> resume(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @PathVariable String redeliveryId,
            Fields fields) {
        fields.end();
        return target(workspace, id)
                .flatMap(target -> find(target.id(), redeliveryId)
                        .doOnNext(_ -> requireDelivering(target))
                        .flatMap(_ -> become(target.id(), redeliveryId, RedeliveryStatus.RUNNING)))
                .doOnNext(_ -> workers.wake());
    }

    private Mono<Redelivery> begin(DeliveryTarget target, RedeliveryRequest request, Instant now) {
        requireDelivering(target);
        Mono<Redelivery.Progress> progress =
                switch (request.kind()) {
                    case FAILED ->
                        deliveries
                                .countUndelivered(target.id(), request.since(), request.until())
                                .map(Redelivery.Progress::none);
                    case ALL -> Mono.just(Redelivery.Progress.none(null));
                };
        return progress.map(start -> new Redelivery(
                        ids.next(Redelivery.PREFIX),
                        target.id(),
                        target.workspace(),
                        request.kind(),
                        request.since(),
                        request.until(),
                        RedeliveryStatus.RUNNING,
                        null,
                        start,
                        now,
                        now,
                        null))
                .flatMap(redelivery -> redeliveries
                        .add(redelivery)
                        .filter(added -> added)
                        .switchIfEmpty(Mono.error(() -> Rejected.because(
                                HttpStatus.CONFLICT,
                                "The webhook has a redelivery that has not ended; wait for it, or cancel it first.")))
                        .thenReturn(redelivery))
                .doOnNext(_ -> workers.wake());
    }

    private Mono<RedeliveryView> become(SubscriptionId subscription, String id, RedeliveryStatus status) {
        return find(subscription, id)
                .flatMap(current -> current.status() == status
                        ? Mono.just(current)
                        : redeliveries
                                .become(subscription, id, status)
                                .switchIfEmpty(Mono.error(() -> Rejected.because(
                                        HttpStatus.CONFLICT,
                                        "The redelivery is " + current.status().text() + " and cannot become "
                                                + status.text() + "."))))
                .map(RedeliveryView::of);
    }

    private Mono<Redelivery> find(SubscriptionId subscription, String id) {
        return (ID.matcher(id).matches() ? redeliveries.find(subscription, id) : Mono.<Redelivery>empty())
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("redelivery")));
    }

    private Mono<DeliveryTarget> target(WorkspaceId workspace, String id) {
        return targets.find(workspace, SubscriptionId.parse(id))
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("webhook")));
    }

    private static void requireDelivering(DeliveryTarget target) {
        if (!target.delivers()) {
            throw Rejected.because(
                    HttpStatus.CONFLICT,
                    "The webhook is " + target.status()
                            + ", so nothing is delivered to it; set \"active\": true first.");
        }
    }

    private static ResponseEntity<Object> counted(Preview.Count count) {
        return ResponseEntity.ok(count);
    }

    private static ResponseEntity<Object> accepted(Redelivery redelivery) {
        return ResponseEntity.accepted()
                .location(URI.create(
                        "/api/v1/webhooks/" + redelivery.subscription() + "/redeliveries/" + redelivery.id()))
                .body(RedeliveryView.of(redelivery));
    }

    /** The database's own failures are explained elsewhere. */
    private static Throwable explained(Throwable error) {
        boolean isBusy = error instanceof RejectedExecutionException;
        boolean isKafkas = error instanceof ExecutionException
                || error instanceof java.util.concurrent.TimeoutException
                || error instanceof org.apache.kafka.common.KafkaException
                || error instanceof org.springframework.kafka.KafkaException
                || SchemaRegistry.isAway(error);
        return isBusy || isKafkas
                ? new Rejected(Problem.unavailable(
                        isBusy
                                ? "Too many such requests at the moment; send the request again."
                                : "Kafka does not answer at the moment; send the request again."))
                : error;
    }
}
