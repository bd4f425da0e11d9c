package io.hookline.ingest.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.hookline.ingest.Answers;
import io.hookline.ingest.Properties;
import io.hookline.ingest.platform.PublishLookup.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

final class PublishLookupTest {
    private static final String SECRET = "between-us";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Answers reconciliation = Answers.start(this::answer);

    @AfterEach
    void stop() {
        reconciliation.close();
    }

    /** The post's id says what to answer. */
    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
        switch (exchange.getRequestURI().getPath() + "?"
                + exchange.getRequestURI().getQuery()) {
            case String uri when uri.endsWith("=known") -> Answers.text(exchange, 204, "");
            case String uri when uri.endsWith("=unknown") -> Answers.text(exchange, 404, "");
            case String uri when uri.endsWith("=silent") -> never.await();
            default -> Answers.text(exchange, 500, "");
        }
    }

    @Test
    void tellsKnownFromUnknown() {
        PublishLookup lookup = lookup("60s");

        assertThat(ask(lookup, "known")).isEqualTo(Answer.KNOWN);
        assertThat(ask(lookup, "unknown")).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void asksForOnePostWithTheSecret() {
        ask(lookup("60s"), "a&b=c d+é");

        assertThat(asked)
                .containsExactly(
                        "Bearer between-us /internal/publishes?platform=tiktok&externalPostId=a%26b%3Dc%20d%2B%C3%A9");
    }

    @Test
    void takesAnyOtherAnswerForNone() {
        assertThat(ask(lookup("60s"), "broken")).isEqualTo(Answer.NONE);
    }

    @Test
    void doesNotWaitForAnAnswerThatDoesNotCome() {
        assertThat(ask(lookup("50ms"), "silent")).isEqualTo(Answer.NONE);
    }

    @Test
    void doesWithoutAServiceThatIsDown() {
        PublishLookup lookup = lookup("60s");
        reconciliation.close();

        assertThat(ask(lookup, "known")).isEqualTo(Answer.NONE);
    }

    @Test
    void leavesAFailingServiceAlone() {
        PublishLookup lookup = lookup("60s");
        for (int i = 0; i < 30; i++) {
            ask(lookup, "broken");
        }

        // Ten to open the breaker; a machine that sleeps for seconds may let three more through.
        assertThat(asked).hasSizeBetween(10, 13);
    }

    @Test
    void asksNobodyWithoutASecret() {
        PublishLookup lookup = new PublishLookup(
                HttpClient.create(),
                Properties.with(
                        Map.of("reconciliation-url", reconciliation.url("").toString())));

        assertThat(ask(lookup, "known")).isEqualTo(Answer.NONE);
        assertThat(asked).isEmpty();
    }

    private PublishLookup lookup(String timeout) {
        return new PublishLookup(
                HttpClient.create(),
                Properties.with(Map.of(
                        "reconciliation-url", reconciliation.url("").toString(),
                        "internal-secret", SECRET,
                        "lookup-timeout", timeout)));
    }

    private static Answer ask(PublishLookup lookup, String externalPostId) {
        return lookup.ask(Platform.TIKTOK, externalPostId).blockOptional().orElseThrow();
    }
}
