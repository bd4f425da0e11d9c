package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says must not go stale. */
final class ReadmeTest {
    private static final Pattern VARIABLE = Pattern.compile("HOOKLINE_[A-Z_]+");
    private static final Pattern METRIC = Pattern.compile("\"(hookline\\.[a-z.]+)\"");

    @Test
    void listsEveryEnvironmentVariableAndNoOther() {
        assertThat(found(VARIABLE, read("README.md")))
                .containsExactlyInAnyOrderElementsOf(found(VARIABLE, read("src/main/resources/ingest.yml")));
    }

    @Test
    void listsEveryMetric() throws IOException {
        String readme = read("README.md");
        List<String> metrics;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            metrics = files.filter(Files::isRegularFile)
                    .flatMap(file -> METRIC.matcher(read(file.toString())).results())
                    .map(match -> match.group(1))
                    .toList();
        }

        assertThat(metrics).isNotEmpty().allSatisfy(metric -> assertThat(readme).contains(metric));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
