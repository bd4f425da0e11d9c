package io.hookline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
                .containsExactlyInAnyOrderElementsOf(found(VARIABLE, read("src/main/resources/dispatch.yml")));
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

    @Test
    void listsEverySetting() {
        String readme = read("README.md");

        assertThat(DispatchProperties.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .map(name -> "`dispatch." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "`")
                .allSatisfy(setting -> assertThat(readme).contains(setting));
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
