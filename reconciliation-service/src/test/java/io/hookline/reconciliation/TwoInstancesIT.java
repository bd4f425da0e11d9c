package io.hookline.reconciliation;

import static io.hookline.reconciliation.RunningService.eventually;
import static io.hookline.reconciliation.RunningService.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.CloudEventHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances share the work; one of them leaves half way. */
final class TwoInstancesIT {
    private static final int PUBLISHES = 300;
    private static final int REPEATS = 3;

    private enum Fate {
        SUCCESS("post.published", """
                {"status": "published"}"""),
        FAILURE("post.failed", """
                {"status": "failed", "error": "refused"}"""),
        SILENCE("post.failed", "");

        private final String event;
        private final String body;

        Fate(String event, String body) {
            this.event = event;
            this.body = body;
        }
    }

    private record Expected(String post, Fate fate) {}

    private final RunningService service = RunningService.shared();
    private final String workspace = unique("ws");

    @Test
    void endEachPublishExactlyOnce() {
        long seed = System.nanoTime();
        System.out.println("Seed of " + getClass().getSimpleName() + ": " + seed);
        Random random = new Random(seed);
        List<Expected> expected = new ArrayList<>();
        try (ConfigurableApplicationContext second = service.startInstance()) {
            assertThat(second.isRunning()).isTrue();
            for (int i = 0; i < PUBLISHES / 2; i++) {
                expected.add(publish(random));
            }
        }
        for (int i = PUBLISHES / 2; i < PUBLISHES; i++) {
            expected.add(publish(random));
        }

        eventually().until(() -> expected.stream()
                .noneMatch(
                        each -> service.events().about(workspace, each.post()).isEmpty()));

        assertThat(expected).allSatisfy(each -> {
            List<ConsumerRecord<String, GenericRecord>> events =
                    service.events().about(workspace, each.post());
            assertThat(events).hasSize(1);
            assertThat(Events.header(events.getFirst(), CloudEventHeaders.TYPE)).isEqualTo(each.fate().event);
        });
    }

    /** Registers a publish and calls back as often as its fate demands; at times the callback is first. */
    private Expected publish(Random random) {
        Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
        String post = unique("post");
        String external = unique("external");
        String callback = unique("cb");
        boolean early = random.nextBoolean();
        if (early) {
            callback(fate, callback, external);
        }
        service.submit(workspace, post, "instagram", external, fate == Fate.SILENCE ? 1 : null);
        for (int i = 0; i < REPEATS; i++) {
            callback(fate, callback, external);
        }
        return new Expected(post, fate);
    }

    private void callback(Fate fate, String id, String external) {
        if (fate != Fate.SILENCE) {
            service.callback(id, "instagram", external, fate.body);
        }
    }
}
