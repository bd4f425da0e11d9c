package io.hookline.registry.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MailTextTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T10:30:00Z");
    private static final Notice.Webhook WEBHOOK =
            new Notice.Webhook("wh_1", "ws_1", "https://hooks.example.com/in/geheim?token=geheim");

    @Test
    void saysWhatFailsSinceWhenAndWhatToDo() {
        MailText text = failing(0, "503 Service Unavailable");

        assertThat(text.subject()).isEqualTo("Webhook wh_1 is failing (hooks.example.com)");
        assertThat(text.body())
                .contains("1 January 2026, 10:30 UTC", "503 Service Unavailable", "6 January 2026", "What to do")
                .contains("/api/v1/webhooks/wh_1/deliveries");
    }

    @Test
    void saysHowMuchTimeHasPassed() {
        assertThat(failing(75, null).subject()).isEqualTo("Webhook wh_1 is still failing (hooks.example.com)");
        assertThat(failing(75, null).body()).contains("75 % of the time");
    }

    @Test
    void saysWhyItWasDisabled() {
        assertThat(disabled(Notice.Cause.GONE).body()).contains("410 Gone", "{\"active\": true}");
        assertThat(disabled(Notice.Cause.FAILING).body()).contains("No delivery has succeeded since 1 January 2026");
        assertThat(disabled(Notice.Cause.GONE).subject()).isEqualTo("Webhook wh_1 was disabled (hooks.example.com)");
    }

    @Test
    void namesTheHostAndNoMoreOfTheAddress() {
        assertThat(failing(0, null).toString() + disabled(Notice.Cause.GONE)).doesNotContain("geheim");
    }

    @Test
    void letsNobodyWriteLinesOfTheirOwn() {
        String error = "bad\r\nBcc: all@example.com\u0000\u202e" + "x".repeat(500);

        String line = failing(0, error)
                .body()
                .lines()
                .filter(each -> each.startsWith("Last error: "))
                .findFirst()
                .orElseThrow();

        assertThat(line)
                .startsWith("Last error: bad  Bcc: all@example.com  xxx")
                .hasSizeLessThan(230);
    }

    @Test
    void isSentForFailingAndDisabledAlone() {
        assertThat(MailText.of(new Notice.Recovered(WEBHOOK, SINCE))).isEmpty();
        assertThat(MailText.of(new Notice.Exhausted(WEBHOOK, "dlv_1", "evt_1", "post.failed", 6, null)))
                .isEmpty();
    }

    private static MailText failing(int percent, @Nullable String error) {
        return MailText.of(new Notice.Failing(WEBHOOK, SINCE, SINCE.plusSeconds(5 * 86_400), percent, error))
                .orElseThrow();
    }

    private static MailText disabled(Notice.Cause cause) {
        return MailText.of(new Notice.Disabled(WEBHOOK, cause, SINCE)).orElseThrow();
    }
}
