package io.hookline.reconciliation;

import static io.hookline.reconciliation.RunningService.eventually;
import static io.hookline.reconciliation.RunningService.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.callback.PublishSubmitted;
import io.hookline.event.PostFailed;
import io.hookline.parts.Parts;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

final class DeadRecordIT {
    private final RunningService service = RunningService.shared();
    private final String workspace = unique("ws");
    private final String post = unique("post");
    private final String external = unique("external");
    private final String key = "instagram:" + external;

    @Test
    void buriesWhatCannotBeProcessedAndGoesOn() {
        byte[] noAvro = {5, 4, 3, 2, 1, 0};
        Instant afterTheEndOfTime = Instant.ofEpochMilli(Long.MAX_VALUE);
        service.sendRaw(key, noAvro);
        service.send("instagram", external, new PostFailed("post", "instagram", "not for this topic", null));
        service.callback(unique("cb"), "instagram", external, "no JSON");
        service.send(
                "instagram",
                external,
                new PublishSubmitted(unique("pub"), workspace, post, "instagram", external, null, afterTheEndOfTime));
        service.submit(workspace, post, "instagram", external, null);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published"}""");

        eventually().until(() -> service.events().about(workspace, post).size() == 1);

        List<ConsumerRecord<String, byte[]>> dead = dead(4);
        assertThat(dead).hasSize(4).anySatisfy(record -> assertThat(record.value())
                .isEqualTo(noAvro));
        assertThat(dead).allSatisfy(record -> assertThat(
                        CloudEventHeaders.text(record.headers(), "kafka_dlt-exception-message"))
                .isNotBlank());
    }

    @Test
    void keepsCallbackWithCharactersThatTheDatabaseCannotStore() {
        service.submit(workspace, post, "instagram", external, null);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "failed", "error": "no \\u0000 and no \\ud800", "media_url": {"a\\u0000": ["\\u0000"]}}""");

        eventually().until(() -> service.events().about(workspace, post).size() == 1);

        assertThat(service.events().about(workspace, post).getFirst().value().get("error"))
                .hasToString("no \uFFFD and no \uFFFD");
    }

    /** The dead records of this test, once there are that many. */
    private List<ConsumerRecord<String, byte[]>> dead(int number) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Parts.kafka()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(Topics.CALLBACKS_PUBLISHING.deadTopicName(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            eventually().until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(key)) {
                        found.add(record);
                    }
                }
                return found.size() >= number;
            });
        }
        return found;
    }
}
