package io.hookline.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the functions of docs/receiving.md on deliveries that are genuine and on others, in each language that is installed. */
final class ReceivingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "receiving.md");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String BODY =
            "{\"event\":\"post.published\",\"data\":{\"content\":\"Grüße 🎉\"},\"id\":\"evt_1\"}";

    /**
     * A language.
     *
     * @param heading of its section, and what its code block is marked with in lower case
     * @param sample the file that the harness expects the page's code in
     * @param harness reads deliveries from standard input and prints true or false for each
     */
    record Language(String heading, String sample, String harness, List<String> command) {
        boolean isInstalled() {
            Path program = Path.of(command.getFirst());
            return program.isAbsolute()
                    || Arrays.stream(System.getenv("PATH").split(":"))
                            .anyMatch(directory ->
                                    Files.isExecutable(Path.of(directory).resolve(program)));
        }

        @Override
        public String toString() {
            return heading;
        }
    }

    /** A delivery as it came in, and whether it is to be believed. */
    private record Delivery(
            boolean genuine, String id, String timestamp, String signature, String secret, String body) {
        String line() {
            return String.join("\t", id, timestamp, signature, secret, body);
        }
    }

    static Stream<Language> languages() {
        return Stream.of(
                        new Language("JavaScript", "sample.mjs", "verify.mjs", List.of("node", "verify.mjs")),
                        new Language("Python", "sample.py", "verify.py", List.of("python3", "verify.py")),
                        new Language("PHP", "sample.php", "verify.php", List.of("php", "verify.php")),
                        new Language("Go", "sample.go", "verify.go", List.of("go", "run", "sample.go", "verify.go")),
                        new Language("Java", "Deliveries.java", "Verify.java", List.of(JAVA, "Verify.java")))
                .filter(Language::isInstalled);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void believesWhatIsGenuineAndNothingElse(Language language, @TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve(language.sample()), sampleOf(language));
        copy(language.harness(), directory);
        List<Delivery> deliveries = deliveries();

        List<String> verdicts =
                run(language, directory, deliveries.stream().map(Delivery::line).toList());

        assertThat(verdicts)
                .isEqualTo(deliveries.stream()
                        .map(delivery -> Boolean.toString(delivery.genuine()))
                        .toList());
    }

    private static List<Delivery> deliveries() throws GeneralSecurityException {
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().getEpochSecond() - 400);
        String early = Long.toString(Instant.now().getEpochSecond() + 400);
        String signature = sign("evt_1", now, BODY, SECRET);
        String others = sign("evt_1", now, BODY, OTHER);
        return List.of(
                new Delivery(true, "evt_1", now, signature, SECRET, BODY),
                new Delivery(true, "evt_1", now, others + " " + signature, SECRET, BODY),
                new Delivery(true, "evt_1", now, "v1a,AAAA " + signature, SECRET, BODY),
                new Delivery(true, "evt_1", now, sign("evt_1", now, BODY, "plain"), "plain", BODY),
                new Delivery(false, "evt_1", now, others, SECRET, BODY),
                new Delivery(false, "evt_2", now, signature, SECRET, BODY),
                new Delivery(false, "evt_1", now, signature, SECRET, BODY.replace("published", "failed")),
                new Delivery(false, "evt_1", old, sign("evt_1", old, BODY, SECRET), SECRET, BODY),
                new Delivery(false, "evt_1", early, sign("evt_1", early, BODY, SECRET), SECRET, BODY),
                new Delivery(false, "evt_1", "soon", sign("evt_1", "soon", BODY, SECRET), SECRET, BODY),
                new Delivery(false, "evt_1", now, signature.substring(3), SECRET, BODY),
                new Delivery(false, "evt_1", now, "v1,", SECRET, BODY),
                new Delivery(false, "evt_1", now, "nonsense", SECRET, BODY));
    }

    private static String sign(String id, String timestamp, String body, String secret)
            throws GeneralSecurityException {
        byte[] key = secret.startsWith("whsec_")
                ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
                : secret.getBytes(UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signature);
    }

    private static String sampleOf(Language language) throws IOException {
        Matcher block = Pattern.compile("### " + language.heading() + "\\R+```\\w+\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("the code for " + language).isTrue();
        return block.group(1);
    }

    private static void copy(String file, Path directory) throws IOException {
        try (InputStream harness = ReceivingPageTest.class.getResourceAsStream("/receiving/" + file)) {
            Files.copy(harness, directory.resolve(file));
        }
    }

    private static List<String> run(Language language, Path directory, List<String> lines) throws Exception {
        Process process = new ProcessBuilder(language.command())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var input = process.outputWriter(UTF_8)) {
            input.write(String.join("\n", lines) + "\n");
        }
        List<String> output = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor()).as("exit code of " + language).isZero();
        return output;
    }
}
