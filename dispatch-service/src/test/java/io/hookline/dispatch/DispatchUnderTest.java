package io.hookline.dispatch;

import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is, on real parts, with short delays; a real endpoint; and all that tests read and write on Kafka. */
final class DispatchUnderTest implements AutoCloseable {
    final Receiver receiver = Receiver.start();
    final Wire wire;
    private final SealedSecrets secrets = new SealedSecrets();
    private final TopicReader topics;
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    DispatchUnderTest() {
        wire = new Wire(secrets);
        createTopics();
        topics = new TopicReader(List.of(
                Topics.DELIVERIES_ATTEMPTS.topicName(),
                Topics.DELIVERIES_DEAD.topicName(),
                Topics.DELIVERIES.deadTopicName(),
                Topics.EVENTS_PUBLISHING.deadTopicName(),
                Topics.EVENTS_ACCOUNTS.deadTopicName(),
                Topics.EVENTS_CUSTOM.deadTopicName()));
    }

    /** Starts one more instance, ready or not, with these settings beside the usual ones. */
    ConfigurableApplicationContext start(String... settings) {
        Stream<String> usual = Stream.of(
                "--server.port=0",
                "--dispatch.kafka=" + Parts.kafka(),
                "--dispatch.schema-registry-url=" + Parts.schemaRegistry().url(),
                "--dispatch.keyset=" + secrets.keyset(),
                "--dispatch.allow-http=true",
                "--dispatch.allowed-addresses=127.0.0.0/8,::1/128",
                "--dispatch.retry-delays=200ms,300ms",
                "--dispatch.deferral=300ms");
        ConfigurableApplicationContext instance = DispatchApplication.application()
                .run(Stream.concat(usual, Stream.of(settings)).toArray(String[]::new));
        instances.add(instance);
        return instance;
    }

    static URI url(ConfigurableApplicationContext instance, String path) {
        return URI.create("http://localhost:" + instance.getEnvironment().getProperty("local.server.port") + path);
    }

    /** What was reported of a subscription's deliveries so far, by attempt. */
    List<DeliveryAttempted> reports(String subscriptionId) {
        return topics.values(Topics.DELIVERIES_ATTEMPTS, DeliveryAttempted.class).stream()
                .filter(report -> report.getSubscriptionId().equals(subscriptionId))
                .sorted(Comparator.comparing(DeliveryAttempted::getAttempt))
                .toList();
    }

    /** The subscription's deliveries that have ended up dead. */
    List<DeliveryRequested> dead(String subscriptionId) {
        return topics.values(Topics.DELIVERIES_DEAD, DeliveryRequested.class).stream()
                .filter(delivery -> delivery.getSubscriptionId().equals(subscriptionId))
                .toList();
    }

    TopicReader topics() {
        return topics;
    }

    private static void createTopics() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Parts.kafka()))) {
            admin.createTopics(Topics.toCreate(List.of(Topics.values()))).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        instances.reversed().forEach(ConfigurableApplicationContext::close);
        topics.close();
        wire.close();
        receiver.close();
    }
}
