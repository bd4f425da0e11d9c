package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.schemas.CloudEventHeaders;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventRendererTest {
    private static final GenericData.Record POST = new GenericRecordBuilder(SchemaBuilder.record("PostPublished")
                    .fields()
                    .requiredString("postId")
                    .endRecord())
            .set("postId", "post_1")
            .build();

    private final EventRenderer renderer = new EventRenderer(new RecordDecoder<>((_, _) -> POST, GenericRecord.class));

    @Test
    void rendersAvro() {
        ConsumerRecord<byte[], byte[]> record =
                EventRecords.event(EventRecords.PUBLISHING, "post.published", new byte[] {0}, Map.of());

        assertThat(body(record))
                .isEqualTo("{\"event\":\"post.published\",\"timestamp\":\"2026-01-15T10:00:00Z\","
                        + "\"data\":{\"postId\":\"post_1\"},\"workspaceId\":\"ws_1\",\"id\":\"evt_1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"total\":105,\"currency\":\"€\",\"lines\":[{\"sku\":\"a\"},null]}"})
    void putsTheDataOfAWorkspacesOwnTypesInAsItIs(String data) {
        assertThat(body(EventRecords.custom(data)))
                .isEqualTo("{\"event\":\"order.shipped\",\"timestamp\":\"2026-01-15T10:00:00Z\",\"data\":" + data
                        + ",\"workspaceId\":\"ws_1\",\"id\":\"evt_1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "105",
                "\"text\"",
                "{\"open\":{}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{},\"workspaceId\":\"ws_other\",\"rest\":{}"
            })
    void takesNothingButOneObject(String data) {
        assertUndecodable(EventRecords.custom(data));
    }

    @Test
    void takesNothingButUtf8() {
        assertUndecodable(json("{\"a\":1}".getBytes(UTF_16LE)));
        assertUndecodable(json(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}));
        assertUndecodable(json(null));
    }

    @Test
    void takesNothingButJsonForAWorkspacesOwnTypes() {
        byte[] data = "{}".getBytes(UTF_8);

        assertUndecodable(EventRecords.event(EventRecords.CUSTOM, "order.shipped", data, Map.of()));
        assertUndecodable(EventRecords.event(
                EventRecords.CUSTOM,
                "order.shipped",
                data,
                Map.of(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO)));
    }

    private static ConsumerRecord<byte[], byte[]> json(byte @Nullable [] value) {
        return EventRecords.event(
                EventRecords.CUSTOM,
                "order.shipped",
                value,
                Map.of(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.JSON));
    }

    private void assertUndecodable(ConsumerRecord<byte[], byte[]> record) {
        assertThat(render(record)).isInstanceOf(Decoded.Undecodable.class);
    }

    private String body(ConsumerRecord<byte[], byte[]> record) {
        return render(record) instanceof Decoded.Value<ByteBuffer>(ByteBuffer body)
                ? UTF_8.decode(body.duplicate()).toString()
                : "";
    }

    private Decoded<ByteBuffer> render(ConsumerRecord<byte[], byte[]> record) {
        return renderer.body(record, EventHeaders.read(record).orElseThrow());
    }
}
