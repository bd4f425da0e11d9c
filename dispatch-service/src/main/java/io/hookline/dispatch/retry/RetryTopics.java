package io.hookline.dispatch.retry;

import io.hookline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topics on which deliveries wait, one for each delay. Records that wait equally long are due in the order in which they
 * were written, so a reader need only look at the first of each partition. A wait of another length takes several hops.
 */
public final class RetryTopics {
    private static final int JITTER_PERCENT = 10;
    /** However long the delay: a record may have to wait this long for one that was written before it. */
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(1);

    private final List<Duration> delays;

    /** The delays of the topics of {@link Topics#retries()}, ascending; topics beyond the last delay are written no more. */
    public RetryTopics(List<Duration> delays) {
        this.delays = List.copyOf(delays);
    }

    public Duration shortest() {
        return delays.getFirst();
    }

    /** The topic of the next hop of a wait: the one with the longest delay that is not longer than it, or else the first. */
    public Topics next(Duration wait) {
        return Topics.retries().get(hop(wait));
    }

    /** The wait, shortened to what takes one hop. */
    public Duration inOneHop(Duration wait) {
        return delays.get(hop(wait));
    }

    private int hop(Duration wait) {
        int hop = 0;
        while (hop + 1 < delays.size() && delays.get(hop + 1).compareTo(wait) <= 0) {
            hop++;
        }
        return hop;
    }

    /**
     * When a record's stay on a topic ends.
     *
     * @param topic its topic, by name
     * @param since when it was written there
     * @param notBefore when its delivery is due, which may be later than the end of the stay
     */
    public Instant stayEnds(String topic, Instant since, @Nullable Instant notBefore) {
        Duration delay = delays.get(Math.min(index(topic), delays.size() - 1));
        Instant latest = since.plus(delay).plus(longestJitter(delay));
        return notBefore != null && notBefore.isBefore(latest) ? notBefore : latest;
    }

    static Duration longestJitter(Duration delay) {
        Duration jitter = delay.multipliedBy(JITTER_PERCENT).dividedBy(100);
        return jitter.compareTo(LONGEST_JITTER) < 0 ? jitter : LONGEST_JITTER;
    }

    private static int index(String topic) {
        return Topics.retries().stream().map(Topics::topicName).toList().indexOf(topic);
    }
}
