package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import io.hookline.subscription.SubscriptionChanged;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.stereotype.Component;

/** Writes a subscription as it travels to dispatch-service. May wait for the schema registry on first use. */
@Component
final class SubscriptionEncoder {
    private final Serializer<Object> serializer;

    SubscriptionEncoder(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    byte[] encode(String topic, Subscription subscription) {
        return serializer.serialize(topic, record(subscription));
    }

    private static SubscriptionChanged record(Subscription subscription) {
        Settings settings = subscription.settings();
        return new SubscriptionChanged(
                subscription.id().value(),
                subscription.workspace().value(),
                subscription.version(),
                settings.url(),
                settings.events(),
                subscription.status().text(),
                secrets(subscription.secrets()),
                headers(settings.headers()),
                settings.rateLimit(),
                settings.filter(),
                settings.ordering().text(),
                settings.signatures().stream().map(SignatureKind::text).toList(),
                secrets(subscription.signingKeys().stream()
                        .map(SealedKey::privateKey)
                        .toList()),
                settings.authentication() == null
                        ? null
                        : bytes(settings.authentication().value()),
                settings.clientCertificate() == null
                        ? null
                        : bytes(settings.clientCertificate().value()),
                subscription.updatedAt());
    }

    private static List<io.hookline.subscription.SealedSecret> secrets(List<SealedSecret> secrets) {
        return secrets.stream()
                .map(secret -> new io.hookline.subscription.SealedSecret(bytes(secret.value()), secret.expiresAt()))
                .toList();
    }

    private static Map<String, ByteBuffer> headers(Map<String, Sealed> headers) {
        Map<String, ByteBuffer> bytes = new TreeMap<>();
        headers.forEach((name, value) -> bytes.put(name, bytes(value)));
        return bytes;
    }

    private static ByteBuffer bytes(Sealed value) {
        return ByteBuffer.wrap(value.bytes());
    }
}
