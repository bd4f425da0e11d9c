package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.SealedSecrets;
import io.hookline.subscription.SealedSecret;
import io.hookline.subscription.SubscriptionChanged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hundred thousand subscriptions must fit into a heap of 256 MB, beside everything else. */
final class SubscriptionHeapTest {
    private static final int SUBSCRIPTIONS = 20_000;
    private static final int PER_WORKSPACE = 10;
    private static final List<String> EVENTS = List.of("post.published", "post.failed", "message.*");

    private final SealedSecrets secrets = new SealedSecrets();
    private final SubscriptionRecords records = new SubscriptionRecords(SecretOpener.of(secrets.keyset()));
    private final Subscriptions subscriptions = new Subscriptions();

    @Test
    void takesLessThanAKilobyteEach() {
        subscriptions.put(records.read(changed(SUBSCRIPTIONS, 1)));
        long before = usedHeap();

        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            subscriptions.put(records.read(changed(i, 1)));
            subscriptions.put(records.read(changed(i, 2)));
        }

        long each = (usedHeap() - before) / SUBSCRIPTIONS;
        assertThat(subscriptions.size()).isEqualTo(SUBSCRIPTIONS + 1);
        assertThat(each).as("bytes for each subscription").isBetween(100L, 1024L);
    }

    private SubscriptionChanged changed(int number, long version) {
        String id = "wh_%032x".formatted(number);
        return SubscriptionChanged.newBuilder()
                .setSubscriptionId(id)
                .setWorkspaceId("ws_%032x".formatted(number / PER_WORKSPACE))
                .setVersion(version)
                .setUrl("https://hooks.customer-%d.example/integrations/hookline/webhooks".formatted(number))
                .setEvents(EVENTS.stream().map(String::new).toList())
                .setStatus("active")
                .setSecrets(List.of(new SealedSecret(
                        secrets.seal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw%08x".formatted(number), id), null)))
                .setHeaders(Map.of(
                        "Authorization",
                        secrets.seal("Bearer 6f4922f45568161a8cdf4ad2299f6d23%08x".formatted(number), id)))
                .setChangedAt(Instant.ofEpochSecond(1_768_471_200))
                .build();
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
