package io.hookline.client.generator;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the interface that has a method for each event type. */
final class EmitterSource {
    static final String QUALIFIED_NAME = "io.hookline.client.emit.CatalogueEmitter";

    private final List<RecordSchema> events;

    EmitterSource(List<EventSchema> schemas) {
        this.events = schemas.stream()
                .map(EventSchema::data)
                .filter(RecordSchema::canBeEmitted)
                .toList();
    }

    String render() {
        return """
                package io.hookline.client.emit;

                import io.hookline.client.event.EventData;
                %s
                import javax.annotation.processing.Generated;

                /**
                 * One method for each event type of the catalogue. None of them throws, and none waits for the network.
                 */
                @Generated("from the event schemas")
                public interface CatalogueEmitter {
                    /** Emits an event of any type. */
                    void emit(EventData data);
                %s}
                """.formatted(
                        events.stream()
                                .map(event -> "import " + event.qualifiedName() + ";")
                                .collect(Collectors.joining("\n")),
                        events.stream().map(EmitterSource::method).collect(Collectors.joining()));
    }

    private static String method(RecordSchema event) {
        return """

                    /** Emits {@code %s}: %s */
                    default void emit%s(%s data) {
                        emit(data);
                    }
                """.formatted(event.eventType(), Text.javadoc(event.doc()), event.name(), event.name());
    }
}
