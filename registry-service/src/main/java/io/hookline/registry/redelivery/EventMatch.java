package io.hookline.registry.redelivery;

import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.subscription.DeliveryTarget;
import io.hookline.schemas.filter.ContentFilter;
import io.hookline.schemas.filter.InvalidFilterException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a webhook receives, as dispatch-service decides it: by what their headers say, and then by what is in
 * them. A filter that cannot be read lets nothing pass. Immutable.
 */
interface EventMatch {
    /** Whether the headers say that it is for this webhook. */
    boolean wants(LoggedEvent event);

    /** Whether an event that it wants passes the content filter, by its whole body. */
    boolean passes(LoggedEvent event, ByteBuffer body);

    /** Whether that depends on the body, so that one is needed. */
    boolean readsBodies();

    static EventMatch of(DeliveryTarget target) {
        String filter = target.filter();
        if (filter == null) {
            return new ByHeaders(target);
        }
        ContentFilter parsed;
        try {
            parsed = ContentFilter.parse(filter);
        } catch (InvalidFilterException e) {
            parsed = null;
        }
        return new ByContent(new ByHeaders(target), parsed);
    }

    /** By workspace, type, and the one webhook that an event may be for. */
    record ByHeaders(String workspace, String subscription, List<String> patterns) implements EventMatch {
        private static final String ALL = "*";
        private static final String FAMILY_SUFFIX = ".*";

        ByHeaders(DeliveryTarget target) {
            this(target.workspace().value(), target.id().value(), target.patterns());
        }

        @Override
        public boolean wants(LoggedEvent event) {
            if (!event.body().workspace().equals(workspace)) {
                return false;
            }
            return event.target() == null ? isAskedFor(event) : event.target().equals(subscription);
        }

        private boolean isAskedFor(LoggedEvent event) {
            return !event.isTest()
                    && !subscription.equals(event.reported())
                    && patterns.stream().anyMatch(pattern -> fits(event.type(), pattern));
        }

        @Override
        public boolean passes(LoggedEvent event, ByteBuffer body) {
            return true;
        }

        @Override
        public boolean readsBodies() {
            return false;
        }

        private static boolean fits(String type, String pattern) {
            return pattern.equals(ALL)
                    || pattern.equals(type)
                    || (pattern.endsWith(FAMILY_SUFFIX)
                            && type.startsWith(pattern.substring(0, pattern.length() - ALL.length())));
        }
    }

    /** By the content filter too; what is for this webhook alone was asked for by name, and passes. */
    record ByContent(EventMatch byHeaders, @Nullable ContentFilter filter) implements EventMatch {
        @Override
        public boolean wants(LoggedEvent event) {
            return byHeaders.wants(event);
        }

        @Override
        public boolean passes(LoggedEvent event, ByteBuffer body) {
            return event.target() != null || (filter != null && matches(filter, body));
        }

        /** What is nested more deeply, or has longer numbers, than a filter may be asked about, does not pass. */
        private static boolean matches(ContentFilter filter, ByteBuffer body) {
            try {
                return filter.matches(ContentFilter.event(body));
            } catch (UncheckedIOException e) {
                return false;
            }
        }

        @Override
        public boolean readsBodies() {
            return true;
        }
    }
}
