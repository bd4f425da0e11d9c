package io.hookline.registry.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Opens the log of events: for single events, of which a few are looked up at a time, or for whoever reads many.
 * Thread-safe.
 */
@Component
public final class EventLogs implements DisposableBean {
    private static final int READERS = 4;
    private static final int WAITING = 100;
    private static final Duration PATIENCE_FOR_ONE = Duration.ofSeconds(3);
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(8);
    private static final Duration PATIENCE_FOR_MANY = Duration.ofSeconds(15);
    /** One event and its nearest neighbours; a larger one comes all the same. */
    private static final int BYTES_FOR_ONE = 16 * 1024;

    private static final int BYTES_FOR_MANY = 1024 * 1024;

    private final ConsumerFactory<String, byte[]> consumers;
    private final Scheduler readers = Schedulers.newBoundedElastic(READERS, WAITING, "event-log");
    private final ConcurrentLinkedDeque<EventLog> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger opened = new AtomicInteger();

    EventLogs(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    /**
     * For one thread that reads many events; the caller closes it.
     *
     * @param most the most events that a read brings at once
     */
    public EventLog openForMany(int most) {
        return open("many", PATIENCE_FOR_MANY, most, BYTES_FOR_MANY);
    }

    /** Empty if the event is no longer on the log. Fails if Kafka does not answer, or if too many ask. */
    public Mono<LoggedEvent> find(Place place) {
        return Mono.fromCallable(() -> lookUp(place))
                .subscribeOn(readers)
                .timeout(LONGEST_LOOK_UP)
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public void destroy() {
        readers.dispose();
        for (EventLog log = idle.poll(); log != null; log = idle.poll()) {
            log.close();
        }
    }

    private Optional<LoggedEvent> lookUp(Place place) {
        EventLog free = idle.poll();
        EventLog log = free == null ? open("one", PATIENCE_FOR_ONE, 1, BYTES_FOR_ONE) : free;
        Optional<LoggedEvent> event;
        try {
            event = Optional.ofNullable(
                    log.read(List.of(place), Long.MAX_VALUE).events().get(place));
            log.leave();
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        idle.push(log);
        return event;
    }

    private EventLog open(String purpose, Duration patience, int most, int bytes) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(most));
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(bytes));
        properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
        properties.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
        String suffix = purpose + "-" + opened.incrementAndGet();
        return new EventLog(
                consumers.createConsumer(null, "event-log-", suffix, properties), patience, 2L * (most - 1));
    }
}
