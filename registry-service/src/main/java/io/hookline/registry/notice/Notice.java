package io.hookline.registry.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the owner of a webhook should know, in terms of the event types {@code webhook.*}. Its id is derived
 * from what it says, so that saying it again has the same id.
 */
public sealed interface Notice {
    /** All types of events that are notices. */
    List<String> TYPES = List.of(Failing.TYPE, Disabled.TYPE, Recovered.TYPE, Exhausted.TYPE);

    /** The webhook that it is about. */
    Webhook webhook();

    /** The event type of the catalogue. */
    String type();

    /** The fields of the event, as customers see them in {@code data}. */
    Map<String, @Nullable Object> data();

    /** What makes it this notice and no other of its type about its webhook. */
    String occasion();

    /** The id of the event. */
    default String id() {
        return DerivedId.of(type() + ":" + webhook().id() + ":" + occasion());
    }

    /**
     * Whether events of a type are themselves notices. Their deliveries are not told of, or telling would go on for
     * ever.
     */
    static boolean isOperational(String eventType) {
        return TYPES.contains(eventType);
    }

    /** Whom a notice is about. */
    record Webhook(String id, String workspaceId, String url) {}

    /** Why a webhook was disabled. */
    enum Cause {
        GONE,
        FAILING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A webhook has begun to fail, or goes on failing.
     *
     * @param disabledAt when it will be disabled; null: never
     * @param percent how much of the time until then has passed: 0, 50 or 75
     */
    record Failing(
            Webhook webhook,
            Instant failingSince,
            @Nullable Instant disabledAt,
            int percent,
            @Nullable String lastError)
            implements Notice {
        static final String TYPE = "webhook.failing";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Map<String, @Nullable Object> data() {
            Map<String, @Nullable Object> data = about(webhook);
            data.put("failingSince", failingSince.toString());
            data.put("disabledAt", disabledAt == null ? null : disabledAt.toString());
            data.put("percentUntilDisabled", percent);
            data.put("lastError", lastError);
            return data;
        }

        @Override
        public String occasion() {
            return failingSince + ":" + percent;
        }
    }

    /**
     * A webhook was disabled.
     *
     * @param since when the attempt began that led to it: the first that failed, or the one that was answered by 410
     */
    record Disabled(Webhook webhook, Cause cause, Instant since) implements Notice {
        static final String TYPE = "webhook.disabled";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Map<String, @Nullable Object> data() {
            Map<String, @Nullable Object> data = about(webhook);
            data.put("reason", cause.word());
            data.put("failingSince", cause == Cause.FAILING ? since.toString() : null);
            return data;
        }

        @Override
        public String occasion() {
            return cause.word() + ":" + since;
        }
    }

    /** A webhook that was failing has delivered again. */
    record Recovered(Webhook webhook, Instant failingSince) implements Notice {
        static final String TYPE = "webhook.recovered";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Map<String, @Nullable Object> data() {
            Map<String, @Nullable Object> data = about(webhook);
            data.put("failingSince", failingSince.toString());
            return data;
        }

        @Override
        public String occasion() {
            return failingSince.toString();
        }
    }

    /** A delivery used up its retries. */
    record Exhausted(
            Webhook webhook,
            String deliveryId,
            String eventId,
            String eventType,
            int attempts,
            @Nullable String lastError)
            implements Notice {
        static final String TYPE = "webhook.delivery_exhausted";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Map<String, @Nullable Object> data() {
            Map<String, @Nullable Object> data = about(webhook);
            data.put("deliveryId", deliveryId);
            data.put("eventId", eventId);
            data.put("eventType", eventType);
            data.put("attempts", attempts);
            data.put("lastError", lastError);
            return data;
        }

        @Override
        public String occasion() {
            return deliveryId + ":" + attempts;
        }
    }

    private static Map<String, @Nullable Object> about(Webhook webhook) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("webhookId", webhook.id());
        data.put("url", webhook.url());
        return data;
    }
}
