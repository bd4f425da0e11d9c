package io.hookline.reconciliation.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PostKey;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class WebhookFieldsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSTAGRAM | {"media_url": "https://i/p/1", "status": "published", "timestamp": "t", "task_id": "none of theirs"} | {"media_url": "https://i/p/1", "webhook_status": "published"}
            INSTAGRAM | {}                                                         | {}
            TIKTOK    | {"task_id": "t", "complete": false, "video_url": "https://t/1"} | {"task_id": "t", "complete": false, "video_url": "https://t/1"}
            TIKTOK    | {"complete": true, "status": "published", "video_url": null} | {"complete": true, "webhook_status": "published"}
            YOUTUBE   | {"videoId": "v", "publishAt": "p", "status": "published"}  | {"videoId": "v", "publishAt": "p", "webhook_status": "published"}
            """)
    void keepsWhatThePlatformsContractNames(Platform platform, String body, String said) {
        Callback callback = new Callback(
                "cb_1",
                new PostKey(platform, "external"),
                CallbackBody.parse(body),
                Instant.parse("2026-01-02T03:04:05Z"),
                null);

        assertThat(JSON.valueToTree(WebhookFields.extraMetadata(callback)).properties())
                .containsAll(JSON.readTree(said).properties())
                .hasSize(JSON.readTree(said).size() + 3)
                .containsAll(JSON.readTree("""
                                {"webhook_received": true, "webhook_timestamp": "2026-01-02T03:04:05Z",
                                 "webhook_platform": "%s"}""".formatted(platform.wireName())).properties());
        assertThat(JSON.valueToTree(WebhookFields.ledgerMetadata(callback)).properties())
                .containsAll(JSON.readTree(said).properties());
    }
}
