package io.hookline.registry.subscription;

import io.hookline.registry.catalogue.EventPatterns;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Given;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** What a call says about a webhook; each field on its own is valid. Fields that are absent keep what is there. */
record WebhookRequest(
        Given<String> url,
        Given<List<String>> events,
        Given<String> filter,
        Given<String> ordering,
        Given<List<String>> signatures,
        Given<String> description,
        Given<Map<String, String>> metadata,
        Given<Map<String, String>> headers,
        Given<Integer> rateLimit,
        Given<Map<String, String>> authentication,
        Given<String> clientCertificate,
        Given<Boolean> active) {
    private static final int MOST_EVENTS = 100;
    private static final int MOST_METADATA = 20;
    private static final int LONGEST_METADATA = 500;
    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int HIGHEST_RATE = 100_000;

    /** Reads the fields that creating and changing have in common; {@link Fields#end} is left to the caller. */
    static WebhookRequest read(
            Fields fields, UrlRule urls, EventPatterns patterns, WorkspaceId workspace, Instant now) {
        requireOwn(workspace, fields.text("workspaceId", text -> Optional.empty()));
        requireOwn(workspace, fields.text("tenant_id", text -> Optional.empty()));
        return new WebhookRequest(
                fields.text("url", urls::problem),
                events(fields, patterns),
                FilterRule.read(fields),
                fields.text("ordering", Ordering::problem),
                signatures(fields),
                fields.text("description", text -> PlainText.problem(text, LONGEST_DESCRIPTION)),
                metadata(fields),
                headers(fields),
                fields.integer("rateLimit", 1, HIGHEST_RATE),
                AuthenticationRule.read(fields, urls),
                fields.text("clientCertificate", pem -> ClientCertificate.problem(pem, now)),
                active(fields));
    }

    /** A webhook without them is none, so they can neither be left out of a new one nor be taken away from one. */
    void requireUrlAndEvents(Fields fields, boolean evenIfAbsent) {
        if ((url.present() || evenIfAbsent) && url.value() == null) {
            fields.rejectMissing("url");
        }
        if ((events.present() || evenIfAbsent) && events.value() == null) {
            fields.rejectMissing("events");
        }
    }

    private static void requireOwn(WorkspaceId workspace, Given<String> named) {
        if (named.value() != null && !named.value().equals(workspace.value())) {
            throw Rejected.because(
                    HttpStatus.FORBIDDEN, "The token is for the workspace " + workspace + ", not for that one.");
        }
    }

    private static Given<List<String>> events(Fields fields, EventPatterns patterns) {
        Given<List<String>> events = fields.texts("events", patterns::problem);
        if (events.value() == null) {
            return events;
        }
        if (events.value().isEmpty() || events.value().size() > MOST_EVENTS) {
            fields.reject("events", "must name 1 to " + MOST_EVENTS + " events");
        }
        return Given.of(events.value().stream().distinct().toList());
    }

    private static Given<List<String>> signatures(Fields fields) {
        Given<List<String>> signatures = fields.texts("signatures", SignatureKind::problem);
        if (signatures.value() != null && signatures.value().isEmpty()) {
            fields.reject("signatures", "must name v1, v1a or both");
        }
        return signatures;
    }

    private static Given<Map<String, String>> metadata(Fields fields) {
        Given<Map<String, String>> metadata = fields.textMap(
                "metadata",
                (name, value) -> METADATA_NAME.matcher(name).matches()
                        ? PlainText.problem(value, LONGEST_METADATA)
                        : Optional.of("must have a name of 1 to 40 letters, digits, dots, hyphens or underscores"));
        if (metadata.value() != null && metadata.value().size() > MOST_METADATA) {
            fields.reject("metadata", "must have at most " + MOST_METADATA + " values");
        }
        return metadata;
    }

    private static Given<Map<String, String>> headers(Fields fields) {
        Given<Map<String, String>> headers = fields.textMap("headers", HeaderRule::problem);
        if (headers.value() == null) {
            return headers;
        }
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(headers.value().keySet());
        if (names.size() < headers.value().size()) {
            fields.reject("headers", "must not name a header twice; case makes no difference");
        }
        if (names.size() > HeaderRule.MOST) {
            fields.reject("headers", "must have at most " + HeaderRule.MOST + " headers");
        }
        return headers;
    }

    private static Given<Boolean> active(Fields fields) {
        Given<Boolean> active = fields.bool("active");
        Given<Boolean> other = fields.bool("is_active");
        if (active.present() && other.present() && !active.equals(other)) {
            fields.reject("is_active", "says the opposite of active");
        }
        return active.present() ? active : other;
    }
}
