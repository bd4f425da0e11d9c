package io.hookline.registry.catalogue;

import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.http.Cursor;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.publication.Publications;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.EventCatalogue;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Defines a workspace's own event types. A change is answered once Kafka has it, or after a short wait without it. */
@RestController
@RequestMapping("/api/v1/event-types")
final class OwnTypeController {
    /** The schemas of all of them are in the memory of every ingest-service. */
    private static final int MOST = 200;

    private final OwnTypes types;
    private final EventPatterns catalogued;
    private final Publications publications;
    private final Clock clock;

    OwnTypeController(OwnTypes types, EventCatalogue catalogue, Publications publications, Clock clock) {
        this.types = types;
        this.catalogued = new EventPatterns(catalogue);
        this.publications = publications;
        this.clock = clock;
    }

    @PostMapping
    Mono<ResponseEntity<OwnTypeView>> create(@CallersWorkspace WorkspaceId workspace, Fields fields) {
        return offTheLoop(() -> read(workspace, fields))
                .delayUntil(type -> types.names(workspace).doOnNext(names -> {
                    if (names.size() >= MOST) {
                        throw Rejected.because(
                                HttpStatus.CONFLICT, "There are " + MOST + " event types; delete one of them first.");
                    }
                }))
                .delayUntil(type -> types.add(type).doOnNext(added -> {
                    if (!added) {
                        throw Rejected.because(
                                HttpStatus.CONFLICT,
                                "There is an event type " + type.name() + " already; PUT replaces it.");
                    }
                }))
                .flatMap(type -> publications
                        .awaited()
                        .thenReturn(ResponseEntity.created(URI.create("/api/v1/event-types/" + type.name()))
                                .body(OwnTypeView.of(type))));
    }

    @GetMapping
    Mono<Page<OwnTypeView>> list(
            @CallersWorkspace WorkspaceId workspace,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        PageRequest page = PageRequest.parse(cursor, limit);
        return types.list(workspace, page)
                .map(rows -> Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.name())))
                .map(rows -> rows.map(OwnTypeView::of));
    }

    @GetMapping("/{type}")
    Mono<OwnTypeView> get(@CallersWorkspace WorkspaceId workspace, @PathVariable String type) {
        return types.find(workspace, TypeName.parse(type)).map(OwnTypeView::of).switchIfEmpty(notFound());
    }

    @PutMapping("/{type}")
    Mono<OwnTypeView> replace(@CallersWorkspace WorkspaceId workspace, @PathVariable String type, Fields fields) {
        String name = TypeName.parse(type);
        Instant now = clock.instant();
        return offTheLoop(() -> read(name, fields))
                .flatMap(request -> types.change(workspace, name, current -> current.with(request, now)))
                .flatMap(changed -> publications.awaited().thenReturn(OwnTypeView.of(changed)))
                .switchIfEmpty(notFound());
    }

    @DeleteMapping("/{type}")
    Mono<ResponseEntity<Void>> delete(@CallersWorkspace WorkspaceId workspace, @PathVariable String type) {
        return types.delete(workspace, TypeName.parse(type), clock.instant())
                .filter(deleted -> deleted)
                .flatMap(deleted -> publications
                        .awaited()
                        .thenReturn(ResponseEntity.noContent().<Void>build()))
                .switchIfEmpty(notFound());
    }

    private OwnType read(WorkspaceId workspace, Fields fields) {
        String name =
                fields.text("type", text -> TypeName.problem(text, catalogued)).value();
        if (name == null) {
            fields.rejectMissing("type");
        }
        OwnTypeRequest request = OwnTypeRequest.read(fields);
        Instant now = clock.instant();
        return new OwnType(
                workspace,
                Objects.requireNonNull(name),
                1,
                request.description(),
                request.jsonSchema(),
                request.example(),
                request.entity(),
                now,
                now);
    }

    private static OwnTypeRequest read(String name, Fields fields) {
        fields.text(
                "type",
                text -> text.equals(name) ? Optional.empty() : Optional.of("must be the one in the path, or absent"));
        return OwnTypeRequest.read(fields);
    }

    /** A large schema takes a while to check. */
    private static <T> Mono<T> offTheLoop(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(TypeName::notFound);
    }
}
