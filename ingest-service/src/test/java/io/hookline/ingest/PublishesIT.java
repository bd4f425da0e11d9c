package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.Topics;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishesIT {
    private static final String PATH = "/publishing/publishes";
    private static final String TOPIC = Topics.CALLBACKS_PUBLISHING.topicName();

    private final IngestUnderTest ingest = IngestUnderTest.shared();
    private final String token = ingest.issuer.token("publishes:write");

    @Test
    void writesTheSubmissionUnderTheKeyOfItsCallbacks() {
        String externalPostId = "tiktok_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.post(PATH, token, """
                {"workspaceId": "ws_789", "postId": "post_1", "platform": "tiktok", "external_post_id": "%s", "timeoutSeconds": 60.0}
                """.formatted(externalPostId));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).matches("\\{\"id\":\"pub_[0-9a-f]{32}\",\"status\":\"pending\"}");
        GenericRecord record =
                ingest.log.withKey(TOPIC, "tiktok:" + externalPostId).getFirst().value();
        assertThat(record.getSchema().getFullName()).isEqualTo("io.hookline.callback.PublishSubmitted");
        assertThat(answer.body()).contains(record.get("publishId").toString());
        assertThat(record.get("workspaceId")).hasToString("ws_789");
        assertThat(record.get("postId")).hasToString("post_1");
        assertThat(record.get("platform")).hasToString("tiktok");
        assertThat(record.get("externalPostId")).hasToString(externalPostId);
        assertThat(record.get("timeoutSeconds")).isEqualTo(60);
    }

    @Test
    void namesARepeatLikeTheFirstWhateverTheSpelling() {
        String externalPostId = "yt_" + UUID.randomUUID();
        String first = ingest.post(PATH, token, """
                        {"postId": "p", "platform": "youtube", "external_post_id": "%s"}
                        """.formatted(externalPostId)).body();

        String second = ingest.post(PATH, token, """
                        {"tenant_id": "ws_789", "postId": "p", "platform": "youtube", "externalPostId": "%s"}
                        """.formatted(externalPostId)).body();

        assertThat(second).isEqualTo(first);
        List<KafkaLog.Entry> records = ingest.log.withKey(TOPIC, "youtube:" + externalPostId);
        assertThat(records).hasSize(2);
    }

    @Test
    void refusesAnotherWorkspace() {
        long before = ingest.log.size(List.of(TOPIC));

        HttpResponse<String> answer = ingest.post(PATH, token, """
                {"workspaceId": "ws_other", "postId": "p", "platform": "tiktok", "external_post_id": "x"}
                """);

        Problems.assertProblem(answer, 403);
        assertThat(ingest.log.size(List.of(TOPIC))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"platform\": \"tiktok\", \"external_post_id\": \"x\"}|postId",
                "{\"postId\": \"p\", \"external_post_id\": \"x\"}|platform",
                "{\"postId\": \"p\", \"platform\": \"tiktok\"}|external_post_id",
                "{\"postId\": \"p\", \"platform\": \"myspace\", \"external_post_id\": \"x\"}|platform",
                "{\"postId\": 1, \"platform\": \"tiktok\", \"external_post_id\": \"x\"}|postId",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"timeoutSeconds\": 0}|timeoutSeconds",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"timeoutSeconds\": 604801}|timeoutSeconds",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"timeoutSeconds\": 1.5}|timeoutSeconds",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"timeoutSeconds\": 1e999999999}|timeoutSeconds",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"surprise\": 1}|surprise",
                "{\"postId\": \"p\", \"platform\": \"tiktok\", \"external_post_id\": \"x\", \"externalPostId\": \"y\"}|externalPostId",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        HttpResponse<String> answer = ingest.post(PATH, token, body);

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly(field);
    }
}
