package io.hookline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What {@code ./bench} runs: each scenario against a system of its own, then the report. */
public final class Bench {
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("dispatch", Scenarios::dispatchStage);
        SCENARIOS.put("system", Scenarios::wholeSystem);
        SCENARIOS.put("latency", Scenarios::latency);
        SCENARIOS.put("hanging", Scenarios::hangingEndpoints);
    }

    private Bench() {}

    /**
     * Runs scenarios and writes the report.
     *
     * @param arguments names of scenarios (none: all); {@code --list}; {@code --short} for a tenth of the load
     */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        if (names.remove("--list")) {
            System.out.println(String.join("\n", SCENARIOS.keySet()));
            return;
        }
        int divisor = names.remove("--short") ? 10 : 1;
        List<String> chosen = names.isEmpty() ? List.copyOf(SCENARIOS.keySet()) : names;
        Path root = Path.of("").toAbsolutePath();
        List<String> report = new ArrayList<>();
        for (String name : chosen) {
            Scenario scenario = Objects.requireNonNull(
                    SCENARIOS.get(name), () -> "No scenario " + name + "; there are " + SCENARIOS.keySet());
            Path directory = Files.createTempDirectory("hookline-bench");
            try (SystemUnderTest system = SystemUnderTest.start(root, directory)) {
                List<String> lines = scenario.run(system, divisor);
                lines.forEach(System.out::println);
                report.addAll(lines);
            }
            delete(directory);
        }
        Path file = Path.of("local", "bench", "target", "report.md");
        Files.write(file, report);
        System.out.println("Written to " + file);
    }

    /** One measurement. */
    interface Scenario {
        /**
         * Measures and tells.
         *
         * @param divisor of the load: 1 for a real run
         * @return lines of Markdown
         */
        List<String> run(SystemUnderTest system, int divisor) throws Exception;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
