package io.hookline.ingest.kafka;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Creates the topics and looks up every schema once the service has started, again and again until it works; the service is
 * not ready before. Requests that arrive earlier do the same for themselves.
 */
@Component
final class Preparation implements ApplicationListener<ApplicationReadyEvent>, HealthIndicator, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Preparation.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** A registry that accepts connections and says nothing must not stop the next try. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(1);

    private final KafkaAdmin admin;
    private final RecordWriter writer;
    private final List<Written> written;
    private final Scheduler scheduler;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean done;

    Preparation(KafkaAdmin admin, RecordWriter writer, List<Written> written, Scheduler registryScheduler) {
        this.admin = admin;
        this.writer = writer;
        this.written = written;
        this.scheduler = registryScheduler;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        running.update(Mono.fromRunnable(admin::initialize)
                .subscribeOn(scheduler)
                .thenMany(Flux.fromIterable(written))
                .flatMap(kind -> Flux.fromStream(kind.samples()))
                .concatMap(writer::prepare)
                .then()
                .timeout(LONGEST_TRY)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE).doBeforeRetry(retry -> report(retry.failure())))
                .subscribe(nothing -> {}, Preparation::report, this::finish));
    }

    @Override
    public Health health() {
        return done ? Health.up().build() : Health.outOfService().build();
    }

    @Override
    public void destroy() {
        running.dispose();
    }

    private void finish() {
        done = true;
        log.atInfo().log("Topics and schemas are there");
    }

    private static void report(Throwable failure) {
        log.atWarn()
                .addKeyValue("error", failure.getClass().getSimpleName())
                .addKeyValue("reason", failure.getMessage())
                .log("Topics or schemas cannot be prepared yet");
    }
}
