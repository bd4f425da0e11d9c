package io.hookline.registry.notice;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notice as plain text. It names the host of the webhook, never its whole address, which may hold a token, and no
 * other character than printable ones, so that nobody's text can become a header or a line of its own.
 */
record MailText(String subject, String body) {
    private static final int LONGEST_ERROR = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Empty for notices that are no matter for a mail. */
    static Optional<MailText> of(Notice notice) {
        return switch (notice) {
            case Notice.Failing failing -> Optional.of(failing(failing));
            case Notice.Disabled disabled -> Optional.of(disabled(disabled));
            case Notice.Recovered recovered -> Optional.empty();
            case Notice.Exhausted exhausted -> Optional.empty();
        };
    }

    private static MailText failing(Notice.Failing notice) {
        String host = host(notice.webhook());
        String state = notice.percent() == 0 ? "is failing" : "is still failing";
        return new MailText("Webhook " + plain(notice.webhook().id()) + " " + state + " (" + host + ")", """
                Your webhook %s at %s %s.

                No delivery has succeeded since %s.
                Last error: %s

                %s

                What to do: look at the attempts (GET /api/v1/webhooks/%s/deliveries), mend the endpoint, and send it
                a test event (POST /api/v1/webhooks/%s/test). One success clears this state. Deliveries that used up
                their retries can be redelivered.
                """.formatted(
                        plain(notice.webhook().id()),
                        host,
                        state,
                        TIME.format(notice.failingSince()),
                        notice.lastError() == null ? "unknown" : plain(notice.lastError()),
                        deadline(notice.disabledAt(), notice.percent()),
                        plain(notice.webhook().id()),
                        plain(notice.webhook().id())));
    }

    private static String deadline(@Nullable Instant disabledAt, int percent) {
        return disabledAt == null
                ? "It goes on being tried."
                : "If nothing succeeds before, it will be disabled on " + TIME.format(disabledAt) + ". " + percent
                        + " % of the time until then has passed.";
    }

    private static MailText disabled(Notice.Disabled notice) {
        String id = plain(notice.webhook().id());
        String host = host(notice.webhook());
        String reason =
                switch (notice.cause()) {
                    case GONE -> "Its endpoint answered 410 Gone, which means that it wants no more deliveries.";
                    case FAILING -> "No delivery has succeeded since " + TIME.format(notice.since()) + ".";
                };
        return new MailText("Webhook " + id + " was disabled (" + host + ")", """
                Your webhook %s at %s was disabled: nothing is delivered to it any more.

                Reason: %s

                What to do: mend the endpoint, then activate the webhook again (PATCH /api/v1/webhooks/%s with
                {"active": true}). Events of the meantime are kept for 30 days and can be replayed.
                """.formatted(id, host, reason, id));
    }

    private static String host(Notice.Webhook webhook) {
        String host = URI.create(webhook.url()).getHost();
        return host == null ? "unknown host" : plain(host);
    }

    private static String plain(String text) {
        String line = text.replaceAll("[^\\p{Print}]", " ");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) : line;
    }
}
