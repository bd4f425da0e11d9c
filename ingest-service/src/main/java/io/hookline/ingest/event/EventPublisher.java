package io.hookline.ingest.event;

import io.hookline.ingest.http.Fields;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.kafka.Outgoing;
import io.hookline.ingest.kafka.RecordWriter;
import io.hookline.ingest.kafka.Written;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Writes events to the topic of their type, by the CloudEvents Kafka binding in binary mode. */
@Component
final class EventPublisher implements Written {
    private static final String SOURCE = "/ingest-service";

    private final RecordWriter writer;
    private final EventTypes types;

    EventPublisher(RecordWriter writer, EventTypes types) {
        this.writer = writer;
        this.types = types;
    }

    Mono<Void> publish(Event event) {
        return writer.write(record(event));
    }

    /** Writes all of them at once and says of each whether it is safe; never ends with an error. */
    Mono<List<Boolean>> publish(List<Event> events) {
        return writer.writeAll(events.stream().map(EventPublisher::record).toList());
    }

    /** The catalogue's examples. */
    @Override
    public Stream<Sample> samples() {
        return types.all().stream().map(EventPublisher::sample);
    }

    private static Sample sample(EventType type) {
        ObjectNode example = StrictJson.object(type.example().getBytes(StandardCharsets.UTF_8));
        return new Sample(type.topic(), new DataReader(new Fields(example)).read(type.schema(), example));
    }

    private static Outgoing record(Event event) {
        return new Outgoing(event.topic(), event.key(), event.data(), headers(event));
    }

    private static String contentType(Outgoing.Content data) {
        return switch (data) {
            case Outgoing.Content.Avro _ -> CloudEventHeaders.AVRO;
            case Outgoing.Content.Plain _ -> CloudEventHeaders.JSON;
        };
    }

    private static Headers headers(Event event) {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.put(headers, CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
        CloudEventHeaders.put(headers, CloudEventHeaders.ID, event.id());
        CloudEventHeaders.put(headers, CloudEventHeaders.TYPE, event.type());
        CloudEventHeaders.put(headers, CloudEventHeaders.SOURCE, SOURCE);
        CloudEventHeaders.put(headers, CloudEventHeaders.TIME, event.time().toString());
        CloudEventHeaders.put(headers, CloudEventHeaders.SUBJECT, event.entity());
        CloudEventHeaders.put(headers, CloudEventHeaders.WORKSPACE, event.workspaceId());
        CloudEventHeaders.put(headers, CloudEventHeaders.CONTENT_TYPE, contentType(event.data()));
        CloudEventHeaders.put(headers, CloudEventHeaders.TRACEPARENT, event.traceparent());
        return headers;
    }
}
