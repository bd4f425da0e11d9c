package io.hookline.registry.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.registry.eventlog.EventLogs;
import io.hookline.registry.eventlog.EventRenderer;
import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.eventlog.Place;
import io.hookline.registry.eventlog.UnreadableEventException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads back from the log what deliveries send. Never fails: that a payload cannot be had is no reason to hide the
 * delivery.
 */
@Component
final class Payloads {
    private static final Logger log = LoggerFactory.getLogger(Payloads.class);

    /** One of the two is null. */
    record Payload(@Nullable String json, @Nullable String missing) {
        private static Payload missing(String why) {
            return new Payload(null, why);
        }
    }

    private final EventLogs events;
    private final EventRenderer renderer;

    Payloads(EventLogs events, EventRenderer renderer) {
        this.events = events;
        this.renderer = renderer;
    }

    Mono<Payload> of(Place source) {
        return events.find(source)
                .flatMap(event -> Mono.fromCallable(rendering(event)).subscribeOn(Schedulers.boundedElastic()))
                .defaultIfEmpty(Payload.missing("expired"))
                .onErrorResume(e -> {
                    log.atWarn()
                            .addKeyValue("topic", source.topic())
                            .addKeyValue("partition", source.partition())
                            .addKeyValue("offset", source.offset())
                            .addKeyValue("error", e.toString())
                            .log("An event could not be read back");
                    return Mono.just(Payload.missing("unavailable"));
                });
    }

    private Callable<Payload> rendering(LoggedEvent event) {
        return () -> {
            try {
                return new Payload(UTF_8.decode(renderer.render(event)).toString(), null);
            } catch (UnreadableEventException e) {
                return Payload.missing("unreadable");
            }
        };
    }
}
