package io.hookline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.dispatch.Receiver.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * At least once, whoever comes and goes.
 *
 * <p>Valid: an event is delivered twice, under the same {@code webhook-id}. Not valid: an event is delivered by none, because
 * the instance that had it left.
 */
final class InstancesIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EVENTS_PER_PHASE = 150;

    @Test
    void losesNothingWhenInstancesJoinAndLeave() {
        String workspace = "ws_" + UUID.randomUUID();
        String path = "/" + UUID.randomUUID();
        List<String> events = new ArrayList<>();
        try (DispatchUnderTest dispatch = new DispatchUnderTest()) {
            dispatch.wire.subscription(workspace, dispatch.receiver.at(path)).write();
            ConfigurableApplicationContext first = dispatch.start();
            publish(dispatch, workspace, events);

            ConfigurableApplicationContext second = dispatch.start();
            publish(dispatch, workspace, events);

            first.close();
            publish(dispatch, workspace, events);

            ConfigurableApplicationContext third = dispatch.start();
            second.close();
            publish(dispatch, workspace, events);

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(delivered(dispatch, path)).containsAll(events));
            assertThat(third.isRunning()).isTrue();
        }
    }

    private static void publish(DispatchUnderTest dispatch, String workspace, List<String> events) {
        for (int i = 0; i < EVENTS_PER_PHASE; i++) {
            events.add(dispatch.wire.publishPost(workspace, "post_" + events.size()));
        }
    }

    private static Set<String> delivered(DispatchUnderTest dispatch, String path) {
        return dispatch.receiver.received(path).stream()
                .map((Received request) -> request.header("webhook-id"))
                .collect(Collectors.toSet());
    }
}
