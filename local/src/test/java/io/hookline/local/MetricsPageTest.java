package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md to the code: each metric is on the page, and nothing else is. */
final class MetricsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern IN_CODE =
            Pattern.compile("\"(hookline\\.[a-z]+\\.[a-z.]+|hookline\\.subscriptions)\"");
    private static final Pattern ON_PAGE = Pattern.compile("\\| `(hookline\\.[a-z.]+)`");

    @Test
    void describesEveryMetricAndNoOther() throws IOException {
        Set<String> measured = new TreeSet<>();
        for (Service service : Service.values()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(service.module()).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    measured.addAll(found(IN_CODE, file));
                }
            }
        }

        Set<String> described = found(ON_PAGE, ROOT.resolve("docs/metrics.md"));

        assertThat(described).isEqualTo(measured);
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
