package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbacksIT {
    private static final String TOPIC = Topics.CALLBACKS_PUBLISHING.topicName();
    private static final String INSTAGRAM = """
            {
              "external_post_id": "instagram_post_12345",
              "media_url": "https://www.instagram.com/p/ABC123/",
              "status": "published",
              "timestamp": "2024-01-15T10:30:00Z"
            }
            """;
    private static final String TIKTOK = """
            {
              "external_post_id": "tiktok_video_67890",
              "task_id": "task_abc123",
              "complete": true,
              "video_url": "https://www.tiktok.com/@user/video/123",
              "timestamp": "2024-01-15T10:30:00Z"
            }
            """;
    private static final String YOUTUBE = """
            {
              "external_post_id": "youtube_video_XYZ789",
              "videoId": "dQw4w9WgXcQ",
              "publishAt": "2024-01-15T10:30:00Z",
              "status": "published",
              "timestamp": "2024-01-15T10:30:00Z"
            }
            """;

    private final IngestUnderTest ingest = IngestUnderTest.shared();

    @Test
    void keepsThePayloadsOfTheRequirementAsTheyArrived() throws Exception {
        signed(INSTAGRAM, sign(IngestUnderTest.INSTAGRAM_SECRET, INSTAGRAM));
        ingest.post("/publishing/webhooks/tiktok", TIKTOK);
        ingest.post("/publishing/webhooks/youtube", YOUTUBE);

        assertIsOnKafka("instagram", "instagram_post_12345", INSTAGRAM);
        assertIsOnKafka("tiktok", "tiktok_video_67890", TIKTOK);
        assertIsOnKafka("youtube", "youtube_video_XYZ789", YOUTUBE);
    }

    private void assertIsOnKafka(String platform, String externalPostId, String body) {
        GenericRecord record = ingest.log
                .withKey(TOPIC, platform + ":" + externalPostId)
                .getFirst()
                .value();
        assertThat(record.getSchema().getFullName()).isEqualTo("io.hookline.callback.PlatformCallbackReceived");
        assertThat(record.get("callbackId").toString()).matches("cb_[0-9a-f]{32}");
        assertThat(record.get("platform")).hasToString(platform);
        assertThat(record.get("externalPostId")).hasToString(externalPostId);
        assertThat(record.get("body")).isEqualTo(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void answersOkWhenThePublishIsKnown() {
        HttpResponse<String> answer = ingest.post("/publishing/webhooks/tiktok", body("known_" + UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void keepsACallbackWhosePublishIsNotKnownYet() {
        String externalPostId = "early_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.post("/publishing/webhooks/tiktok", body(externalPostId));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"status\":\"error\",\"message\":\"Log not found\"}");
        assertThat(ingest.log.withKey(TOPIC, "tiktok:" + externalPostId)).hasSize(1);
    }

    @Test
    void namesARepeatLikeTheFirst() {
        String externalPostId = "known_" + UUID.randomUUID();
        ingest.post("/publishing/webhooks/tiktok", """
                {"external_post_id": "%s", "complete": true, "x": {"b": 1, "a": 2}, "timestamp": "2024-01-15T10:30:00Z"}
                """.formatted(externalPostId));

        ingest.post("/publishing/webhooks/tiktok", """
                {"x":{"a":2,"b":1},"complete":true,"external_post_id":"%s","timestamp":"2024-01-15T10:35:00Z"}
                """.formatted(externalPostId));

        List<KafkaLog.Entry> records = ingest.log.withKey(TOPIC, "tiktok:" + externalPostId);
        assertThat(records).hasSize(2);
        assertThat(records.get(0).value().get("callbackId"))
                .hasToString(records.get(1).value().get("callbackId").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "[{\"external_post_id\": \"x\"}]",
                "null",
                "42",
                "\"text\"",
                "plain text",
                "{}",
                "{\"external_post_id\": null}",
                "{\"external_post_id\": 5}",
                "{\"external_post_id\": \"\"}",
                "{\"external_post_id\": \"a\\u0000b\"}",
                "{\"external_post_id\": \"a\"} trailing",
                "{\"external_post_id\": \"a\", \"external_post_id\": \"b\"}",
            })
    void refusesWhatIsNoCallback(String body) {
        long before = ingest.log.size(List.of(TOPIC));

        HttpResponse<String> answer = ingest.post("/publishing/webhooks/tiktok", body);

        Problems.assertProblem(answer, 400);
        assertThat(ingest.log.size(List.of(TOPIC))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tiktok|complete|\"yes\"",
                "tiktok|task_id|5",
                "tiktok|timestamp|1705314600",
                "youtube|videoId|[\"a\"]",
                "youtube|publishAt|true",
                "youtube|status|{}",
            })
    void namesTheFieldOfAWrongType(String platform, String field, String value) {
        String body = "{\"external_post_id\": \"x\", \"%s\": %s}".formatted(field, value);

        HttpResponse<String> answer = ingest.post("/publishing/webhooks/" + platform, body);

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly(field);
    }

    @Test
    void answersNotFoundForAnUnknownPlatform() {
        Problems.assertProblem(ingest.post("/publishing/webhooks/myspace", body("x")), 404);
    }

    @Test
    void takesASignatureByAnySecretOfThePlatform() throws Exception {
        String body = body("known_" + UUID.randomUUID());

        assertThat(signed(body, sign(IngestUnderTest.INSTAGRAM_SECRET, body)).statusCode())
                .isEqualTo(200);
        assertThat(signed(body, sign(IngestUnderTest.NEW_INSTAGRAM_SECRET, body))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256=",
                "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d",
                "nonsense",
            })
    void refusesAWrongSignatureWithoutSayingTheRightOne(String signature) throws Exception {
        String body = body("x");
        long before = ingest.log.size(List.of(TOPIC));

        HttpResponse<String> answer = signed(body, signature);

        Problems.assertProblem(answer, 401);
        assertThat(answer.body())
                .doesNotContain(sign(IngestUnderTest.INSTAGRAM_SECRET, body).substring(7));
        assertThat(ingest.log.size(List.of(TOPIC))).isEqualTo(before);
    }

    @Test
    void refusesAMissingSignatureAndOneOverOtherBytes() throws Exception {
        String body = body("x");

        Problems.assertProblem(ingest.post("/publishing/webhooks/instagram", body), 401);
        Problems.assertProblem(signed(body + " ", sign(IngestUnderTest.INSTAGRAM_SECRET, body)), 401);
    }

    private HttpResponse<String> signed(String body, String signature) {
        return ingest.send(ingest.request("/publishing/webhooks/instagram")
                .header("X-Webhook-Signature", signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String body(String externalPostId) {
        return "{\"external_post_id\": \"" + externalPostId + "\"}";
    }

    private static String sign(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
