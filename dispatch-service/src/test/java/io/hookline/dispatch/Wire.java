package io.hookline.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.event.PostPublished;
import io.hookline.parts.Parts;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import io.hookline.subscription.SealedSecret;
import io.hookline.subscription.SubscriptionChanged;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes what the other services write: subscriptions and events. */
final class Wire implements AutoCloseable {
    static final Instant TIME = Instant.parse("2026-01-15T10:00:00Z");

    private final Serializer<Object> serializer = Parts.schemaRegistry().serializer();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Parts.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final SealedSecrets secrets;

    Wire(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    /** A subscription that is written when it is complete. */
    NewSubscription subscription(String workspace, URI url) {
        return new NewSubscription("wh_" + UUID.randomUUID().toString().replace("-", ""), workspace, url);
    }

    /** A {@code post.published} event; returns its id. */
    String publishPost(String workspace, String postId) {
        PostPublished data = new PostPublished(postId, "instagram", "ig_456", "2026-01-15T10:00:00Z", null, null);
        return publish(Topics.EVENTS_PUBLISHING, "post.published", workspace, data, Map.of());
    }

    /** An event of any type; returns its id. */
    String publish(Topics topic, String type, String workspace, Object data, Map<String, String> moreHeaders) {
        String name = topic.topicName();
        return publish(name, type, workspace, serializer.serialize(name, data), moreHeaders);
    }

    /** An event of one of a workspace's own types; returns its id. */
    String publishCustom(String type, String workspace, String json) {
        return publish(
                Topics.EVENTS_CUSTOM.topicName(),
                type,
                workspace,
                json.getBytes(UTF_8),
                Map.of(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.JSON));
    }

    private String publish(String topic, String type, String workspace, byte[] value, Map<String, String> moreHeaders) {
        String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> headers = new HashMap<>(Map.of(
                CloudEventHeaders.SPEC_VERSION,
                CloudEventHeaders.SPEC_VERSION_1_0,
                CloudEventHeaders.ID,
                id,
                CloudEventHeaders.TYPE,
                type,
                CloudEventHeaders.TIME,
                TIME.toString(),
                CloudEventHeaders.WORKSPACE,
                workspace,
                CloudEventHeaders.CONTENT_TYPE,
                CloudEventHeaders.AVRO));
        headers.putAll(moreHeaders);
        write(topic, workspace + ":" + id, value, headers);
        return id;
    }

    void write(String topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> CloudEventHeaders.put(record.headers(), name, text));
        write(record);
    }

    /** A delivery as registry-service asks for one again. */
    void redeliver(DeliveryRequested delivery) {
        String topic = Topics.DELIVERIES.topicName();
        write(topic, delivery.getSubscriptionId(), serializer.serialize(topic, delivery), Map.of());
    }

    void delete(String subscriptionId) {
        write(new ProducerRecord<>(Topics.SUBSCRIPTIONS.topicName(), subscriptionId.getBytes(UTF_8), null));
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }

    /** The parts of a subscription that tests set. */
    final class NewSubscription {
        private final String id;
        private final String workspace;
        private final URI url;
        private final Map<String, ByteBuffer> headers = new HashMap<>();
        private List<String> events = List.of("*");
        private String status = "active";
        private String secret = "a secret of the customer";
        private String sealedFor;
        private @Nullable String filter;
        private final List<SealedSecret> olderSecrets = new ArrayList<>();
        private final List<SealedSecret> signingKeys = new ArrayList<>();
        private List<String> signatures = List.of("v1");
        private @Nullable ByteBuffer authentication;
        private @Nullable ByteBuffer clientCertificate;

        private NewSubscription(String id, String workspace, URI url) {
            this.id = id;
            this.workspace = workspace;
            this.url = url;
            this.sealedFor = id;
        }

        NewSubscription to(String... patterns) {
            events = List.of(patterns);
            return this;
        }

        NewSubscription signedWith(String text) {
            secret = text;
            return this;
        }

        /** A secret that was rotated, and still signs. */
        NewSubscription overlappedBy(String text, Instant expiresAt) {
            olderSecrets.add(new SealedSecret(secrets.seal(text, id), expiresAt));
            return this;
        }

        NewSubscription withSignatures(String... kinds) {
            signatures = List.of(kinds);
            return this;
        }

        NewSubscription withSigningKey(String text) {
            signingKeys.add(new SealedSecret(secrets.seal(text, id), null));
            return this;
        }

        NewSubscription withAuthentication(String json) {
            authentication = secrets.seal(json, id);
            return this;
        }

        NewSubscription withClientCertificate(String pem) {
            clientCertificate = secrets.seal(pem, id);
            return this;
        }

        NewSubscription withHeader(String name, String value) {
            headers.put(name, secrets.seal(value, id));
            return this;
        }

        NewSubscription filteredBy(String json) {
            filter = json;
            return this;
        }

        NewSubscription paused() {
            status = "paused";
            return this;
        }

        /** Its secret cannot be opened: it was sealed for another. */
        NewSubscription withForeignSecret() {
            sealedFor = "wh_other";
            return this;
        }

        /** Writes it and returns its id. */
        String write() {
            String topic = Topics.SUBSCRIPTIONS.topicName();
            List<SealedSecret> all = new ArrayList<>();
            all.add(new SealedSecret(secrets.seal(secret, sealedFor), null));
            all.addAll(olderSecrets);
            SubscriptionChanged changed = SubscriptionChanged.newBuilder()
                    .setSubscriptionId(id)
                    .setWorkspaceId(workspace)
                    .setVersion(1)
                    .setUrl(url.toString())
                    .setEvents(events)
                    .setStatus(status)
                    .setSecrets(all)
                    .setHeaders(headers)
                    .setSignatures(signatures)
                    .setSigningKeys(signingKeys)
                    .setAuthentication(authentication)
                    .setClientCertificate(clientCertificate)
                    .setFilter(filter)
                    .setChangedAt(TIME)
                    .build();
            Wire.this.write(topic, id, serializer.serialize(topic, changed), Map.of());
            return id;
        }
    }
}
