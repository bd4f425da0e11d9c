package io.hookline.registry.catalogue;

import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.EventCatalogue;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The event types that a workspace can subscribe to: those of the catalogue, then its own. */
@Component
public final class EventTypes {
    private final EventCatalogue catalogue;
    private final EventPatterns catalogued;
    private final OwnTypes own;

    EventTypes(EventCatalogue catalogue, OwnTypes own) {
        this.catalogue = catalogue;
        this.catalogued = new EventPatterns(catalogue);
        this.own = own;
    }

    /** What its webhooks can ask for at the moment. */
    public Mono<EventPatterns> patterns(WorkspaceId workspace) {
        return own.names(workspace).map(catalogued::with);
    }

    /** The example of a type; empty if there is none of that name. */
    public Mono<Example> example(WorkspaceId workspace, String type) {
        return Mono.justOrEmpty(catalogue.find(type).map(Example::of))
                .switchIfEmpty(Mono.defer(() -> own.find(workspace, type).map(Example::of)));
    }

    /** The examples of all types. */
    public Flux<Example> examples(WorkspaceId workspace) {
        List<Example> examples = catalogue.all().stream().map(Example::of).toList();
        return Flux.fromIterable(examples).concatWith(own.of(workspace).map(Example::of));
    }
}
