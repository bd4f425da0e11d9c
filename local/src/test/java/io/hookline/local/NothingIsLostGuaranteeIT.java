package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.local.HooklineUser.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every callback that was accepted ends in a delivery, whichever service is killed half way, and every repeat of a delivery
 * has the same id and body.
 *
 * <p>Valid: callback accepted, reconciliation killed, started again, delivered. Valid: delivered, dispatch killed before it
 * committed, started again, delivered a second time under the same webhook-id.
 *
 * <p>Invalid: callback accepted, a service killed and started again, never delivered. Invalid: delivered twice under two ids.
 */
final class NothingIsLostGuaranteeIT {
    private static final int CALLBACKS = 200;
    private static final String SECRET = "your_webhook_secret_key";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static ProcessRunner processes;
    private static Stack stack;
    private static HooklineUser user;

    @BeforeAll
    static void startServicesAsProcesses(@TempDir Path directory) {
        processes = ProcessRunner.of(Path.of(".."), Path.of("target"), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        stack = Stack.start(
                LocalSettings.onFreePorts(directory, "200ms,400ms,800ms,1600ms,3200ms"), processes, step -> {});
        user = new HooklineUser(stack.environment());
    }

    @AfterAll
    static void stopEverything() {
        if (user != null) {
            user.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void deliversWhatWasAcceptedThoughAServiceIsKilled(Service victim) throws Exception {
        String receiver = victim.module();
        user.createWebhook(receiver, SECRET, "post.published");

        for (int i = 0; i < CALLBACKS; i++) {
            if (i == CALLBACKS / 4) {
                processes.kill(victim);
            }
            if (i == startAgainAt(victim)) {
                stack.start(victim);
            }
            publish(receiver + "_" + i);
        }

        Set<String> expected = IntStream.range(0, CALLBACKS)
                .mapToObj(i -> "post_" + receiver + "_" + i)
                .collect(Collectors.toCollection(TreeSet::new));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(delivered(receiver)).containsAll(expected));
        assertThat(bodiesById(receiver).values()).allMatch(bodies -> bodies.size() == 1);
    }

    /** Without ingest nothing is accepted, so it comes back at once; the others stay away for a while. */
    private static int startAgainAt(Service victim) {
        return victim == Service.INGEST ? CALLBACKS / 4 : CALLBACKS / 2;
    }

    private static void publish(String name) {
        user.registerPublish("post_" + name, "instagram", "ig_" + name, 3600);
        String callback = "{\"external_post_id\":\"ig_" + name + "\",\"status\":\"published\"}";
        assertThat(user.callback("instagram", callback).statusCode()).isIn(200, 404);
    }

    private static Set<String> delivered(String receiver) {
        return user.received(receiver).stream()
                .filter(delivery -> delivery.json().get("event").asString().equals("post.published"))
                .map(delivery -> delivery.json().get("data").get("postId").asString())
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> bodiesById(String receiver) {
        return user.received(receiver).stream()
                .collect(Collectors.groupingBy(
                        delivery -> delivery.header("webhook-id"),
                        Collectors.mapping(Delivery::body, Collectors.toSet())));
    }
}
