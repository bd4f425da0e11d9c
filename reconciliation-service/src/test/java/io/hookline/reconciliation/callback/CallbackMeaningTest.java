package io.hookline.reconciliation.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Verdict;
import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallbackMeaningTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSTAGRAM | {"status": "published", "media_url": "https://i/p/1"}       | success
            INSTAGRAM | {"status": "published"}                                     | success
            INSTAGRAM | {"status": " Published "}                                   | success
            INSTAGRAM | {"status": "published", "error": null}                      | success
            INSTAGRAM | {"status": "published", "error": "a warning"}               | success
            INSTAGRAM | {"media_url": "https://i/p/1"}                              | success
            INSTAGRAM | {"media_url": null}                                         | progress
            INSTAGRAM | {}                                                          | progress
            INSTAGRAM | {"status": "in review", "media_url": "https://i/p/1"}       | progress
            INSTAGRAM | {"status": "failed"}                                        | failure
            INSTAGRAM | {"status": "ERROR", "media_url": "https://i/p/1"}           | failure
            INSTAGRAM | {"status": "in review", "error": "spam"}                    | failure
            INSTAGRAM | {"media_url": "https://i/p/1", "error_code": 190}           | failure
            YOUTUBE   | {"videoId": "v", "publishAt": "2024-01-15T10:30:00Z"}       | success
            YOUTUBE   | {"status": "published"}                                     | success
            YOUTUBE   | {"videoId": "v"}                                            | progress
            YOUTUBE   | {"status": "uploaded", "videoId": "v", "publishAt": "soon"} | progress
            YOUTUBE   | {"status": "failed", "videoId": "v"}                        | failure
            YOUTUBE   | {"error": {"code": 403}}                                    | failure
            TIKTOK    | {"task_id": "t", "complete": true}                          | success
            TIKTOK    | {"complete": "true"}                                        | success
            TIKTOK    | {"status": "published"}                                     | success
            TIKTOK    | {"complete": false}                                         | progress
            TIKTOK    | {"complete": false, "status": "published"}                  | progress
            TIKTOK    | {"task_id": "t"}                                            | progress
            TIKTOK    | {"complete": 1}                                             | progress
            TIKTOK    | {"complete": false, "fail_reason": "internal"}              | failure
            TIKTOK    | {"complete": true, "error": "spam_risk"}                    | failure
            TIKTOK    | {"reason": "auth_removed"}                                  | failure
            TIKTOK    | {"complete": true, "status": "failed"}                      | failure
            """)
    void tellsAnEndFromProgress(Platform platform, String body, String meaning) {
        Verdict verdict = meaningOf(platform, body);

        String kind =
                switch (verdict) {
                    case Success _ -> "success";
                    case Failure _ -> "failure";
                    case Progress _ -> "progress";
                };
        assertThat(kind).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error": "spam"}                                              | spam            | PLATFORM_ERROR
            {"error": {"message": "spam", "code": "SPAM"}}                 | spam            | SPAM
            {"error": {"message": "no access", "code": 190}}               | no access       | 190
            {"error": {"subcode": 7}}                                      | {"subcode":7}   | PLATFORM_ERROR
            {"error": "spam", "errorCode": "A", "error_code": "B"}         | spam            | A
            {"error_message": "spam", "error_code": "B"}                   | spam            | B
            {"fail_reason": "internal"}                                    | internal        | PLATFORM_ERROR
            {"reason": "auth_removed"}                                     | auth_removed    | PLATFORM_ERROR
            {"status": "failed"}                                           | The platform reported a failure without a reason | PLATFORM_ERROR
            """)
    void findsTheReasonOfAFailure(String body, String error, String code) {
        assertThat(meaningOf(Platform.TIKTOK, body)).isEqualTo(new Failure(error, code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSTAGRAM | {"status": "published", "timestamp": "2024-01-15T10:30:00Z"}                    | 2024-01-15T10:30:00Z
            INSTAGRAM | {"status": "published", "timestamp": "2024-01-15T12:30:00+02:00"}               | 2024-01-15T10:30:00Z
            INSTAGRAM | {"status": "published", "timestamp": "yesterday"}                               | 2026-01-02T03:04:05Z
            INSTAGRAM | {"status": "published", "timestamp": 1705314600}                                | 2026-01-02T03:04:05Z
            INSTAGRAM | {"status": "published"}                                                         | 2026-01-02T03:04:05Z
            YOUTUBE   | {"status": "published", "publishAt": "2024-01-15T10:30:00Z", "timestamp": "2024-01-15T10:31:00Z"} | 2024-01-15T10:30:00Z
            YOUTUBE   | {"status": "published", "publishAt": "soon", "timestamp": "2024-01-15T10:31:00Z"} | 2024-01-15T10:31:00Z
            """)
    void findsTheTimeOfPublication(Platform platform, String body, Instant publishedAt) {
        assertThat(meaningOf(platform, body))
                .isInstanceOfSatisfying(Success.class, success -> assertThat(success.publishedAt())
                        .isEqualTo(publishedAt));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            INSTAGRAM | {"media_url": "https://i/p/1"}                             | external | https://i/p/1
            INSTAGRAM | {"status": "published"}                                    | external | -
            TIKTOK    | {"complete": true, "video_url": "https://t/1"}             | external | https://t/1
            TIKTOK    | {"complete": true}                                         | external | -
            YOUTUBE   | {"status": "published", "videoId": "dQw4w9WgXcQ"}          | dQw4w9WgXcQ | -
            YOUTUBE   | {"status": "published", "url": "https://y/1"}              | external | https://y/1
            """)
    void findsThePublishedPost(Platform platform, String body, String platformPostId, String url) {
        assertThat(meaningOf(platform, body)).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.platformPostId()).isEqualTo(platformPostId);
            assertThat(success.url()).isEqualTo(url);
        });
    }

    private static Verdict meaningOf(Platform platform, String body) {
        return CallbackMeaning.of(
                new Callback("cb_1", new PostKey(platform, "external"), CallbackBody.parse(body), RECEIVED, null));
    }
}
