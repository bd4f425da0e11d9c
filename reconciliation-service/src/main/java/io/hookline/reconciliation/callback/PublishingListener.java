package io.hookline.reconciliation.callback;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * Reads {@code callbacks.publishing.v1} in batches. A batch is committed to the database before its offsets are committed to
 * Kafka, so it may come again and then changes nothing. A record that can never be processed goes to the dead topic; any
 * other failure leaves the batch where it is, to be tried again for as long as it takes.
 */
final class PublishingListener {
    /** Beyond this the database is taken to be away, whatever it is doing. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Read(ConsumerRecord<String, byte[]> record, PublishingRecord said) {}

    private record Broken(ConsumerRecord<String, byte[]> record, RuntimeException reason) {}

    private final PublishingRecordDecoder decoder;
    private final Reconciler reconciler;
    private final ConsumerRecordRecoverer deadTopic;
    private final Backlog backlog;
    private final CallbackMetrics metrics;

    PublishingListener(
            PublishingRecordDecoder decoder,
            Reconciler reconciler,
            ConsumerRecordRecoverer deadTopic,
            Backlog backlog,
            CallbackMetrics metrics) {
        this.decoder = decoder;
        this.reconciler = reconciler;
        this.deadTopic = deadTopic;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    @KafkaListener(
            id = "publishing",
            idIsGroup = false,
            topics = "#{T(io.hookline.schemas.Topics).CALLBACKS_PUBLISHING.topicName()}")
    void receive(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
        List<Broken> broken = new ArrayList<>();
        reconcile(readable(records, broken), broken);
        // After the transaction, because one that is retried would bury the same records again.
        broken.forEach(each -> deadTopic.accept(each.record(), each.reason()));
        metrics.buried(broken.size());
        backlog.workedOff(records, consumer);
    }

    private List<Read> readable(List<ConsumerRecord<String, byte[]>> records, List<Broken> broken) {
        List<Read> readable = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                readable.add(new Read(record, decoder.decode(record)));
            } catch (UnprocessableRecord e) {
                broken.add(new Broken(record, e));
            }
        }
        return readable;
    }

    private void reconcile(List<Read> batch, List<Broken> broken) {
        try {
            metrics.count(await(batch));
        } catch (RuntimeException e) {
            if (!isFinal(e)) {
                throw e;
            }
            if (batch.size() == 1) {
                broken.add(new Broken(batch.getFirst().record(), e));
            } else {
                // One of them spoils it for all; alone, each shows whether it is the one.
                batch.forEach(each -> reconcile(List.of(each), broken));
            }
        }
    }

    private Reconciler.Report await(List<Read> batch) {
        try {
            return reconciler
                    .reconcile(batch.stream().map(Read::said).toList())
                    .timeout(PATIENCE)
                    .toFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Whether the database will refuse the data as often as it gets them (SQL states of classes 22, 23 and 54). */
    private static boolean isFinal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> switch (cause) {
                    case UnprocessableRecord _ -> true;
                    case R2dbcException refusal
                    when refusal.getSqlState() != null -> refusal.getSqlState().matches("(22|23|54).*");
                    default -> false;
                });
    }
}
