package io.hookline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ./bench} runs: each scenario against a system of its own, then the report. */
public final class Bench {
    private static final List<Scenario> SCENARIOS = List.of(
            new DispatchStage(),
            Sustained.wholeSystem(),
            Sustained.latency(),
            new HangingEndpoints(),
            new EndpointBacklog(),
            new ManySubscriptions(),
            new PendingRetries(),
            new WideFanOut(),
            new TwoInstances(),
            new IngestStage(),
            new Projection(),
            ReconciliationStage.empty(),
            ReconciliationStage.full(),
            new Footprint());
    private static final int ROUNDS = 3;
    private static final int SHORT = 10;

    private Bench() {}

    /**
     * Runs scenarios and writes the report.
     *
     * @param arguments names of scenarios (none: all); {@code --list}; {@code --short} for a tenth of the load and no report
     */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        if (names.remove("--list")) {
            SCENARIOS.forEach(scenario -> System.out.println(scenario.name()));
            return;
        }
        boolean isShort = names.remove("--short");
        Path root = Path.of("").toAbsolutePath();
        Report report = new Report(root.resolve(isShort ? "local/bench/target/benchmarks.md" : "docs/benchmarks.md"));
        for (Scenario scenario : chosen(names)) {
            System.out.println("## " + scenario.name() + "\n");
            Path directory = Files.createTempDirectory("hookline-bench");
            String table;
            try (Lab lab = new Lab(SystemUnderTest.start(root, directory))) {
                table = Report.table(scenario, measure(scenario, lab, isShort ? SHORT : 1));
            }
            System.out.println(table);
            report.replace(scenario.name(), table);
            delete(directory);
        }
    }

    private static List<Scenario> chosen(List<String> names) {
        List<String> unknown = names.stream()
                .filter(name ->
                        SCENARIOS.stream().noneMatch(scenario -> scenario.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No scenario is called " + unknown + "; --list shows those there are");
        }
        return names.isEmpty()
                ? SCENARIOS
                : SCENARIOS.stream()
                        .filter(scenario -> names.contains(scenario.name()))
                        .toList();
    }

    private static List<Round> measure(Scenario scenario, Lab lab, int divisor) throws Exception {
        List<Round> rounds = new ArrayList<>();
        for (int number = scenario.warmsUp() ? 0 : 1; number <= ROUNDS; number++) {
            Round round = new Round(number, divisor);
            scenario.measure(lab, round);
            if (!round.isWarmUp()) {
                rounds.add(round);
            }
            System.err.println("Round " + number + ": " + round.figures());
        }
        return rounds;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
