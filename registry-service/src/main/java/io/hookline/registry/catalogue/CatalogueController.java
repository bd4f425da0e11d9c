package io.hookline.registry.catalogue;

import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.http.Page;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows the event types that can be subscribed to: those of the catalogue, then the workspace's own. */
@RestController
final class CatalogueController {

    /**
     * An event type as customers see it.
     *
     * @param schemaFormat what the shape of {@code data} is told in: {@code avro} (its JSON form) or {@code json-schema}
     */
    record Entry(
            String event,
            @Nullable String description,
            String topic,
            JsonNode example,
            JsonNode schema,
            String schemaFormat) {}

    private final List<Entry> entries;
    private final OwnTypes own;
    private final JsonMapper json;

    CatalogueController(EventCatalogue catalogue, OwnTypes own, JsonMapper json) {
        this.own = own;
        this.json = json;
        this.entries = catalogue.all().stream().map(this::entry).toList();
    }

    @GetMapping("/api/v1/webhooks/events")
    Mono<Page<Entry>> events(@CallersWorkspace WorkspaceId workspace) {
        return own.of(workspace)
                .map(this::entry)
                .collectList()
                .map(more -> new Page<>(
                        Stream.concat(entries.stream(), more.stream()).toList(), null));
    }

    private Entry entry(EventType type) {
        return new Entry(
                type.name(),
                type.description(),
                type.topic(),
                json.readTree(type.example()),
                json.readTree(type.schema().toString()),
                "avro");
    }

    private Entry entry(OwnType type) {
        return new Entry(
                type.name(),
                type.description(),
                Topics.EVENTS_CUSTOM.topicName(),
                json.readTree(type.example()),
                json.readTree(type.jsonSchema()),
                "json-schema");
    }
}
