package io.hookline.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.client.emit.Emitted;
import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Rejected;
import io.hookline.client.emit.Event;
import io.hookline.client.emit.EventEmitter;
import io.hookline.client.event.PostFailed;
import io.hookline.client.webhook.Verification;
import io.hookline.client.webhook.Verification.Verified;
import io.hookline.client.webhook.WebhookEvent;
import io.hookline.client.webhook.WebhookVerifier;
import io.hookline.local.HooklineUser.Delivery;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The client on both sides of the running system: what it emits is delivered, and it verifies what is delivered. */
final class ClientIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Stack stack;
    private static HooklineUser user;
    private static EventEmitter emitter;

    @BeforeAll
    static void startEverything(@TempDir Path directory) {
        stack = Stack.start(
                LocalSettings.onFreePorts(directory, "200ms,400ms,800ms,1600ms,3200ms"),
                ServiceRunner.inThisJvm(),
                step -> {});
        user = new HooklineUser(stack.environment());
        String token = Objects.requireNonNull(stack.environment().get("HOOKLINE_TOKEN"));
        emitter = EventEmitter.to(URI.create(stack.environment().get("HOOKLINE_INGEST_URL")))
                .token(() -> token)
                .build();
    }

    @AfterAll
    static void stopEverything() {
        if (emitter != null) {
            emitter.close();
        }
        if (user != null) {
            user.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void emitsEveryTypeOfTheCatalogueAndVerifiesItsDelivery() {
        user.createWebhook("client", SECRET, "*");
        Map<String, JsonNode> examples = EventCatalogue.load().all().stream()
                .filter(type -> !type.name().startsWith("webhook."))
                .collect(Collectors.toMap(EventType::name, type -> JSON.readTree(type.example())));

        List<CompletableFuture<Emitted>> emitted = examples.entrySet().stream()
                .map(example -> emitter.emitAsync(Event.of(example.getKey(), example.getValue())))
                .toList();

        Set<String> ids = emitted.stream()
                .map(CompletableFuture::join)
                .map(result -> {
                    assertThat(result).isInstanceOf(Accepted.class);
                    return result.id();
                })
                .collect(Collectors.toSet());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(verified("client"))
                .extracting(WebhookEvent::id)
                .containsAll(ids));
        assertThat(verified("client"))
                .filteredOn(event -> ids.contains(event.id()))
                .allSatisfy(event -> assertThat(event.data()).isEqualTo(examples.get(event.event())));
    }

    @Test
    void tellsWhatIsWrongWithAnEvent() {
        Emitted emitted =
                emitter.emitAndWait(Event.of(PostFailed.TYPE, Map.of("postId", "post_1", "platform", 7)), PATIENCE);

        assertThat(emitted).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.errors())
                .extracting(Emitted.FieldError::field)
                .containsExactlyInAnyOrder("data.platform", "data.error"));
    }

    private static List<WebhookEvent> verified(String receiver) {
        WebhookVerifier verifier = WebhookVerifier.builder().secret(SECRET).build();
        return user.received(receiver).stream()
                .map(delivery -> verify(verifier, delivery))
                .map(verification -> {
                    assertThat(verification).isInstanceOf(Verified.class);
                    return ((Verified) verification).event();
                })
                .toList();
    }

    private static Verification verify(WebhookVerifier verifier, Delivery delivery) {
        return verifier.verify(
                delivery.body().getBytes(UTF_8), name -> delivery.headers().get(name));
    }
}
