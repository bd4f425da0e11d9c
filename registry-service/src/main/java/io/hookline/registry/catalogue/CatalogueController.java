package io.hookline.registry.catalogue;

import io.hookline.registry.http.Page;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows the event types that can be subscribed to. */
@RestController
final class CatalogueController {

    /** An event type as customers see it; {@code schema} is Avro's JSON form of the shape of {@code data}. */
    record Entry(String event, String description, String topic, JsonNode example, JsonNode schema) {}

    private final Page<Entry> entries;

    CatalogueController(EventCatalogue catalogue, JsonMapper json) {
        this.entries = new Page<>(
                catalogue.all().stream().map(type -> entry(type, json)).toList(), null);
    }

    @GetMapping("/api/v1/webhooks/events")
    Page<Entry> events() {
        return entries;
    }

    private static Entry entry(EventType type, JsonMapper json) {
        return new Entry(
                type.name(),
                type.description(),
                type.topic(),
                json.readTree(type.example()),
                json.readTree(type.schema().toString()));
    }
}
