package io.hookline.client.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.client.emit.Emitted.FieldError;
import io.hookline.client.emit.IngestAnswer.NotNow;
import io.hookline.client.emit.IngestAnswer.PerEvent;
import io.hookline.client.emit.IngestAnswer.Refused;
import io.hookline.client.emit.IngestAnswer.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class AnswerReaderTest {
    private final AnswerReader reader =
            new AnswerReader(JsonMapper.shared(), Clock.fixed(Instant.parse("2024-01-15T10:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {401, 408, 425, 429, 500, 502, 503, 504})
    void triesAgainWhatMayDoLater(int status) {
        assertThat(read(status, null, "", 3)).isEqualTo(new NotNow("Hookline answered " + status, null));
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "403, true",
        "409, true",
        "413, true",
        "422, true",
        "302, false",
        "404, false",
        "405, false"
    })
    void refusesWhatWillNeverDo(int status, boolean perhapsOne) {
        assertThat(read(status, null, "", 3)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.perhapsOne()).isEqualTo(perhapsOne);
        });
    }

    @Test
    void tellsWhichFieldsAreWrong() {
        String problem = """
                {"title": "Bad Request", "status": 400, "detail": "One field is wrong; see errors.",
                 "errors": [{"field": "data.postId", "message": "is required: a string"}]}""";

        assertThat(read(400, null, problem, 1)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.detail()).isEqualTo("One field is wrong; see errors.");
            assertThat(refused.errors()).containsExactly(new FieldError("data.postId", "is required: a string"));
        });
    }

    @Test
    void takesOneEventForTaken() {
        String receipt = "{\"id\":\"evt_1\",\"event\":\"post.created\",\"status\":\"accepted\"}";

        assertThat(answers(202, receipt, 1)).containsExactly(new Taken());
    }

    @Test
    void readsAnAnswerForEachEventOfABatch() {
        String body = """
                {"accepted": 1, "rejected": 3, "items": [
                  {"index": 0, "status": 202, "id": "evt_1", "event": "post.created"},
                  {"index": 2, "status": 503, "detail": "It is not stored."},
                  {"index": 1, "status": 400, "detail": "One field is wrong; see errors.",
                   "errors": [{"field": "event", "message": "is not an event type"}]},
                  {"index": 3}]}""";

        assertThat(answers(207, body, 4))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Taken()),
                        second -> assertThat(second)
                                .isEqualTo(new Refused(
                                        400,
                                        "One field is wrong; see errors.",
                                        List.of(new FieldError("event", "is not an event type")),
                                        false)),
                        third -> assertThat(third).isEqualTo(new NotNow("It is not stored.", null)),
                        fourth -> assertThat(fourth).isInstanceOf(NotNow.class));
    }

    @Test
    void passesOnHowLongToWaitForThoseThatWereNotTaken() {
        String body = "{\"items\":[{\"index\":0,\"status\":202},{\"index\":1,\"status\":503,\"detail\":\"no\"}]}";

        assertThat(read(207, "5", body, 2))
                .isEqualTo(new PerEvent(List.of(new Taken(), new NotNow("no", Duration.ofSeconds(5)))));
    }

    /** Trying again does no harm, believing would lose it. */
    @Test
    void triesAgainWhatA207DoesNotMention() {
        assertThat(answers(207, "{\"items\":[{\"index\":1,\"status\":202},{\"index\":9}]}", 2))
                .satisfiesExactly(first -> assertThat(first).isInstanceOf(NotNow.class), second -> assertThat(second)
                        .isEqualTo(new Taken()));
    }

    @Test
    void readsRetryAfterInSecondsAndAsADate() {
        assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("Mon, 15 Jan 2024 10:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter("Mon, 15 Jan 2024 09:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(retryAfter("-5")).isEqualTo(Duration.ZERO);
        assertThat(retryAfter("soon")).isNull();
    }

    @Test
    void survivesAProxysPage() {
        assertThat(read(502, null, "<html>Bad gateway</html>", 1)).isInstanceOf(NotNow.class);
        assertThat(read(400, null, "[1,2", 1)).isInstanceOf(Refused.class);
        assertThat(read(400, null, "\"no\"", 1)).isInstanceOf(Refused.class);
    }

    private @Nullable Duration retryAfter(String header) {
        return read(503, header, "", 1) instanceof NotNow later ? later.retryAfter() : null;
    }

    private List<IngestAnswer> answers(int status, String body, int events) {
        return read(status, null, body, events) instanceof PerEvent each ? each.answers() : List.of();
    }

    private IngestAnswer read(int status, @Nullable String retryAfter, String body, int events) {
        return reader.read(status, retryAfter, body.getBytes(StandardCharsets.UTF_8), events);
    }
}
