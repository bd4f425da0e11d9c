package io.hookline.ingest.idempotency;

import io.hookline.ingest.IngestProperties;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.util.retry.Retry;

/**
 * The database of keys: its connections, its tables, and the deletion of what is over. It may be away, at the start too: its
 * tables are made when it is there. Until then, and whenever it is away again, statements fail.
 */
final class KeyDatabase implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KeyDatabase.class);
    private static final int MOST_CONNECTIONS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int ROWS_AT_ONCE = 5_000;
    private static final Duration LONGEST_FORGETTING = Duration.ofMinutes(1);

    private final IngestProperties.Database address;
    private final Duration timeout;
    private final Duration forgetInterval;
    private final ConnectionPool connections;
    private final R2dbcClaims claims;
    private final Scheduler migration = Schedulers.newBoundedElastic(1, 1, "ingest-migration");
    private final Disposable.Swap work = Disposables.swap();
    private volatile boolean running;

    KeyDatabase(IngestProperties properties, Duration lease, LoopResources loops) {
        this.address = properties.database();
        this.timeout = properties.idempotency().timeout();
        this.forgetInterval = properties.idempotency().forgetInterval();
        this.connections = connections(address, timeout, loops);
        this.claims = new R2dbcClaims(
                DatabaseClient.create(connections),
                lease,
                properties.idempotency().kept());
    }

    R2dbcClaims claims() {
        return claims;
    }

    @Override
    public void start() {
        running = true;
        work.update(Mono.fromRunnable(this::migrate)
                .subscribeOn(migration)
                .doOnError(KeyDatabase::report)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                .then(Mono.defer(this::forgetAll).then(pause()).repeat().then())
                .subscribe());
    }

    @Override
    public void stop() {
        running = false;
        work.dispose();
        migration.dispose();
        connections.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the server's, which stops first and has answered its requests then. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.name()
                                + "?connectTimeout=5&socketTimeout=60",
                        address.user(),
                        address.password())
                .locations("classpath:db/ingest")
                .load()
                .migrate();
        log.atInfo().log("The database of idempotency keys is there");
    }

    /** As long as there are full helpings; never ends with an error. */
    private Mono<Void> forgetAll() {
        return claims.forget(ROWS_AT_ONCE)
                .timeout(LONGEST_FORGETTING)
                .repeat()
                .takeUntil(rows -> rows < ROWS_AT_ONCE)
                .then()
                .onErrorResume(error -> {
                    report(error);
                    return Mono.empty();
                });
    }

    /** Of different lengths, so that instances that were started together do not go on together. */
    private Mono<Long> pause() {
        return Mono.defer(() -> Mono.delay(
                forgetInterval.plusMillis(ThreadLocalRandom.current().nextLong(1 + forgetInterval.toMillis() / 2))));
    }

    private static ConnectionPool connections(
            IngestProperties.Database address, Duration timeout, LoopResources loops) {
        PostgresqlConnectionConfiguration configuration = PostgresqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .database(address.name())
                .username(address.user())
                .password(address.password())
                .applicationName("ingest-service")
                .connectTimeout(timeout)
                .statementTimeout(Duration.ofSeconds(30))
                .tcpKeepAlive(true)
                .loopResources(loops)
                .build();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(configuration))
                .initialSize(0)
                .maxSize(MOST_CONNECTIONS)
                .maxAcquireTime(timeout)
                .maxCreateConnectionTime(timeout)
                .build());
    }

    private static void report(Throwable error) {
        log.atWarn()
                .addKeyValue("error", error.getClass().getSimpleName())
                .addKeyValue("reason", error.getMessage())
                .log("The database of idempotency keys cannot be used yet, or not at the moment");
    }
}
