package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.delivery.EventId;
import io.hookline.dispatch.subscription.WorkspaceId;
import io.hookline.event.MentionAuthor;
import io.hookline.event.MentionCreated;
import io.hookline.schemas.CloudEventHeaders;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events of a usual size: about 600 bytes as a body. */
final class Mentions {
    static final Schema SCHEMA = MentionCreated.getClassSchema();
    static final String TOPIC = "events.listening.v1";
    static final WorkspaceId WORKSPACE = new WorkspaceId("ws_6512bd43d9caa6e02c990b0a82652dca");
    private static final String TIME = "2026-01-15T10:00:00.123Z";

    private Mentions() {}

    static MentionCreated mention() {
        return MentionCreated.newBuilder()
                .setMentionId("mention_c20ad4d76fe97759aa27a0c99bff6710")
                .setQueryId("query_c51ce410c124a10e0db5e4b97fc2af39")
                .setPlatform("twitter")
                .setContent("Just tried @yourbrand's new product and it's “amazing”! 😀 ".repeat(3))
                .setAuthor(new MentionAuthor("happy_customer", 5_000L))
                .setSentiment("positive")
                .setSentimentScore(0.85)
                .setUrl("https://twitter.com/happy_customer/status/1747000000000000000")
                .build();
    }

    /** A type of the workspace's own for each number. */
    static String type(int number) {
        return "custom.type_" + number;
    }

    static EventHeaders headers(int type) {
        return new EventHeaders(
                new EventId("evt_8f14e45fceea167a5a36dedd4bea2543"),
                type(type),
                WORKSPACE,
                TIME,
                null,
                null,
                null,
                null);
    }

    static ConsumerRecord<byte[], byte[]> record(String type, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 0, 0, new byte[0], value);
        record.headers().add(CloudEventHeaders.ID, "evt_8f14e45fceea167a5a36dedd4bea2543".getBytes(UTF_8));
        record.headers().add(CloudEventHeaders.TYPE, type.getBytes(UTF_8));
        record.headers().add(CloudEventHeaders.WORKSPACE, WORKSPACE.value().getBytes(UTF_8));
        record.headers().add(CloudEventHeaders.TIME, TIME.getBytes(UTF_8));
        return record;
    }
}
