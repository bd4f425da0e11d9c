package io.hookline.registry.delivery;

import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.http.Cursor;
import io.hookline.registry.http.IsoTime;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.subscription.Ownership;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows what became of the deliveries of a webhook. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}")
final class DeliveryController {
    private static final int LONGEST_EVENT = 200;

    private final Ownership ownership;
    private final Deliveries deliveries;
    private final Payloads payloads;
    private final DeliveryStats stats;
    private final Clock clock;

    DeliveryController(
            Ownership ownership, Deliveries deliveries, Payloads payloads, DeliveryStats stats, Clock clock) {
        this.ownership = ownership;
        this.deliveries = deliveries;
        this.payloads = payloads;
        this.stats = stats;
        this.clock = clock;
    }

    /** The documents know it under both names. */
    @GetMapping({"/deliveries", "/logs"})
    Mono<Page<DeliveryView>> list(
            @CallersWorkspace WorkspaceId workspace,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        PageRequest page = PageRequest.parse(cursor, limit);
        require("status", status, DeliveryStatus::problem);
        require("event", event, text -> PlainText.problem(text, LONGEST_EVENT));
        Deliveries.Filter filter = new Deliveries.Filter(
                status, event, IsoTime.parameter("since", since), IsoTime.parameter("until", until));
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> deliveries.list(subscription, filter, page))
                .map(rows -> Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.deliveryId())));
    }

    @GetMapping("/deliveries/{deliveryId}")
    Mono<DeliveryDetail> get(
            @CallersWorkspace WorkspaceId workspace, @PathVariable String id, @PathVariable String deliveryId) {
        return ownership
                .require(workspace, id)
                .flatMap(subscription -> deliveries.find(subscription, RecordedDelivery.parseId(deliveryId)))
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("delivery")))
                .flatMap(found -> payloads.of(found.source())
                        .map(payload -> new DeliveryDetail(found.delivery(), payload.json(), payload.missing())));
    }

    @GetMapping("/stats")
    Mono<DeliveryStats.Figures> stats(@CallersWorkspace WorkspaceId workspace, @PathVariable String id) {
        return ownership.require(workspace, id).flatMap(subscription -> stats.of(subscription, clock.instant()));
    }

    private static void require(String parameter, @Nullable String value, Function<String, Optional<String>> problem) {
        if (value != null) {
            problem.apply(value).ifPresent(message -> {
                throw Rejected.field(parameter, message);
            });
        }
    }
}
