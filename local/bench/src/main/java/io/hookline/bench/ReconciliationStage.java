package io.hookline.bench;

import io.hookline.local.Service;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Callback → state in PostgreSQL → event, silence → event, and what waiting for silence costs. */
final class ReconciliationStage implements Scenario {
    private static final int PUBLISHES = 60_000;
    private static final int SILENT = 20_000;
    /** Long enough to have registered all of them before the first is due. */
    private static final int TIMEOUT_SECONDS = 12;

    private static final int IDLE_SECONDS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String BARE = "bench.bare";

    private final String name;
    private final int pending;

    private ReconciliationStage(String name, int pending) {
        this.name = name;
        this.pending = pending;
    }

    static ReconciliationStage empty() {
        return new ReconciliationStage("reconciliation", 0);
    }

    /** With as many publishes pending as a large installation has in a day. */
    static ReconciliationStage full() {
        return new ReconciliationStage("reconciliation-full", 1_000_000);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String conditions() {
        return String.format(
                "%,d publishes are registered, then their callbacks written as fast as Kafka takes them, and the events counted "
                        + "that come of them; then %,d whose deadlines pass at once; then %d s in which nothing happens. %s The other "
                        + "services are stopped. Bare: a producer and a consumer pass the same callbacks on, just before.",
                PUBLISHES,
                SILENT,
                IDLE_SECONDS,
                pending == 0
                        ? "No other publish is pending."
                        : String.format("All the while %,d other publishes are pending, for another day.", pending));
    }

    @Override
    public String goal() {
        return "≥ 5,000 callbacks/s, ≥ 3,000 timeouts/s; the sweep takes < 100 ms per second";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        SystemUnderTest system = lab.system();
        if (round.isWarmUp()) {
            prepare(system, round);
        }
        try (PublishRecords records = new PublishRecords(system);
                BulkProducer producer = new BulkProducer(system.variable("HOOKLINE_KAFKA"))) {
            callbacks(system, round, records, producer);
            timeouts(system, round, records, producer);
        }
        idle(system, round);
    }

    private void prepare(SystemUnderTest system, Round round) throws Exception {
        List.of(Service.INGEST, Service.REGISTRY, Service.DISPATCH).forEach(system::stop);
        if (pending > 0) {
            PendingPublishes.register(system, round.scaled(pending));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.variable("HOOKLINE_KAFKA")))) {
            int partitions = Topics.CALLBACKS_PUBLISHING.partitions();
            admin.createTopics(List.of(new NewTopic(BARE, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not make a topic", e);
        }
    }

    private static void callbacks(SystemUnderTest system, Round round, PublishRecords records, BulkProducer producer)
            throws Exception {
        int count = round.scaled(PUBLISHES);
        Arrivals arrivals = new Arrivals("c" + round.number() + "-", count);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        round.figure(
                "registrations/s",
                register(system, producer, each(count, i -> records.submission(arrivals.id(i), now, null))));
        List<ProducerRecord<byte[], byte[]>> callbacks = each(count, i -> records.callback(arrivals.id(i)));
        double bare = bareRate(system, producer, callbacks);
        Map<String, Duration> before = system.cpu();
        try (TopicReader _ = events(system, arrivals)) {
            send(producer, callbacks);
            Lab.await(() -> arrivals.distinct() == count, LIMIT);
        }
        double rate = arrivals.rate(0.1, 0.95);
        round.figure("callbacks/s", rate);
        round.figure("bare, records/s", bare);
        round.figure("ratio", rate / bare);
        round.processorTime(before, system.cpu(), count);
        round.figure("callbacks without event", count - arrivals.distinct());
        round.figure("events more than once", arrivals.repeated());
    }

    private static void timeouts(SystemUnderTest system, Round round, PublishRecords records, BulkProducer producer)
            throws Exception {
        int count = round.scaled(SILENT);
        Arrivals arrivals = new Arrivals("s" + round.number() + "-", count);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant due = now.plusSeconds(TIMEOUT_SECONDS);
        try (TopicReader _ = events(system, arrivals)) {
            double _ = register(
                    system, producer, each(count, i -> records.submission(arrivals.id(i), now, TIMEOUT_SECONDS)));
            TimeUnit.MILLISECONDS.sleep(Math.max(0, Instant.now().until(due, ChronoUnit.MILLIS)));
            long begin = System.nanoTime();
            Lab.await(() -> arrivals.distinct() == count, LIMIT);
            round.figure("timeouts/s", count * 1e9 / (System.nanoTime() - begin));
        }
        round.figure("timeouts without event", count - arrivals.distinct());
    }

    /** What is spent when there is nothing to do but to look for what is due. */
    private static void idle(SystemUnderTest system, Round round) throws Exception {
        // What the load has left behind: autovacuum, the last commits of offsets.
        TimeUnit.SECONDS.sleep(5);
        Map<String, Duration> before = system.cpu();
        double swept = metric(system, "hookline_sweep_duration_seconds_sum");
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        double sweep = metric(system, "hookline_sweep_duration_seconds_sum") - swept;
        Map<String, Duration> after = system.cpu();
        round.figure("idle: the sweep takes, ms per second", sweep * 1_000 / IDLE_SECONDS);
        for (String role : List.of(Service.RECONCILIATION.module(), "postgresql")) {
            Duration used = Objects.requireNonNull(after.get(role)).minus(Objects.requireNonNull(before.get(role)));
            round.figure("idle: processor ms per second: " + role, used.toMillis() / (double) IDLE_SECONDS);
        }
    }

    /** Registrations per second, from the first one sent to the last one committed. */
    private static double register(
            SystemUnderTest system, BulkProducer producer, List<ProducerRecord<byte[], byte[]>> submissions)
            throws Exception {
        double known = metric(system, "hookline_publishes_submitted_total");
        long begin = System.nanoTime();
        send(producer, submissions);
        while (metric(system, "hookline_publishes_submitted_total") < known + submissions.size()
                && System.nanoTime() - begin < LIMIT.toNanos()) {
            // Each look costs the service some milliseconds.
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return submissions.size() * 1e9 / (System.nanoTime() - begin);
    }

    private static double bareRate(
            SystemUnderTest system, BulkProducer producer, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        AtomicInteger received = new AtomicInteger();
        try (TopicReader _ =
                TopicReader.start(system.variable("HOOKLINE_KAFKA"), BARE, _ -> received.incrementAndGet())) {
            long begin = System.nanoTime();
            records.forEach(record -> producer.send(new ProducerRecord<>(BARE, record.key(), record.value())));
            producer.flush();
            Lab.await(() -> received.get() == records.size(), LIMIT);
            return records.size() * 1e9 / (System.nanoTime() - begin);
        }
    }

    private static TopicReader events(SystemUnderTest system, Arrivals arrivals) {
        return TopicReader.start(
                system.variable("HOOKLINE_KAFKA"),
                Topics.EVENTS_PUBLISHING.topicName(),
                record -> arrivals.accept(
                        Objects.requireNonNull(CloudEventHeaders.text(record.headers(), CloudEventHeaders.SUBJECT)),
                        System.nanoTime()));
    }

    private static void send(BulkProducer producer, List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    private static List<ProducerRecord<byte[], byte[]>> each(
            int count, IntFunction<ProducerRecord<byte[], byte[]>> record) {
        return IntStream.range(0, count).mapToObj(record).toList();
    }

    private static double metric(SystemUnderTest system, String name) {
        URI uri = URI.create(system.variable("HOOKLINE_RECONCILIATION_URL") + "/actuator/prometheus");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
