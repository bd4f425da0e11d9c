package io.hookline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.hookline.client.emit.EventEmitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/client.md} shows works. */
final class PageTest {
    private static final Path PAGE = Path.of("../docs/client.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/hookline/client/PageExamples.java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final PageExamples examples = new PageExamples();

    @ParameterizedTest
    @MethodSource("examples")
    void showsWhatIsCompiled(String example) throws Exception {
        assertThat(inOneLine(Files.readString(EXAMPLES))).contains(inOneLine(example));
    }

    @Test
    void emits() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.answer(202, "{}"));
                EventEmitter emitter = examples.build(server.address(), "token")) {
            examples.emit(emitter);
            examples.emitOtherwise(emitter);
            List<String> said = examples.ask(emitter);

            assertThat(said)
                    .satisfiesExactly(
                            now -> assertThat(now).startsWith("Hookline has it as evt_"),
                            later -> assertThat(later).isEqualTo("Accepted"));
            assertThat(String.join(
                            "",
                            server.requests().stream()
                                    .map(ScriptedServer.Request::body)
                                    .toList()))
                    .contains("match.found", "user.created", "post_123.created", "order.shipped", "post.failed");
            assertThat(examples.unsent).isEmpty();
        }
    }

    @Test
    void reports() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.answer(200, "{}"))) {
            examples.report(server.address().toString(), "secret");

            assertThat(server.requests().getLast().body()).contains("job.completed");
        }
    }

    @Test
    void verifies() throws Exception {
        String body = """
                {"event":"post.failed","timestamp":"2024-01-15T10:00:00Z","data":{"postId":"post_123",\
                "platform":"instagram","error":"Authentication failed"},"workspaceId":"ws_1","id":"evt_1"}""";
        long now = Instant.now().getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id", "evt_1",
                "webhook-timestamp", Long.toString(now),
                "webhook-signature", new Webhook(SECRET).sign("evt_1", now, body));

        int status = examples.receive(SECRET, body.getBytes(UTF_8), headers::get);
        int other = examples.receive("another secret", body.getBytes(UTF_8), headers::get);

        assertThat(List.of(status, other)).containsExactly(200, 401);
        assertThat(examples.shown).containsExactly("Authentication failed");
    }

    static Stream<String> examples() throws Exception {
        List<String> found = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult example) -> example.group(1))
                .toList();
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
