package io.hookline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The page of figures. What was measured stands between a pair of comments that name the scenario; what people write around
 * them stays.
 */
final class Report {
    private final Path page;

    Report(Path page) {
        this.page = page;
    }

    /** A scenario's figures as Markdown: one row each, a column for each round, and their median. */
    static String table(Scenario scenario, List<Round> rounds) {
        List<String> lines = new ArrayList<>();
        lines.add(scenario.conditions());
        lines.add("");
        lines.add("Goal: " + scenario.goal() + ".");
        lines.add("");
        lines.add("| " + LocalDate.now(ZoneOffset.UTC) + " | " + columns(rounds) + "median |");
        lines.add("| --- |" + " ---: |".repeat(rounds.size() + 1));
        for (String figure : figures(rounds)) {
            double[] values = rounds.stream()
                    .map(round -> round.figures().get(figure))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            String cells = DoubleStream.of(values).mapToObj(Report::rounded).collect(Collectors.joining(" | "));
            lines.add("| " + figure + " | " + cells + " | **" + rounded(median(values)) + "** |");
        }
        return String.join("\n", lines) + "\n";
    }

    /** Puts a scenario's table into the page, in place of the last one. */
    void replace(String scenario, String table) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        String begin = "<!-- " + scenario + " -->\n";
        String end = "<!-- end of " + scenario + " -->\n";
        if (!text.contains(begin)) {
            text += "\n## " + scenario + "\n\n" + begin + end;
        }
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        Files.writeString(page, text.substring(0, from) + table + text.substring(to));
    }

    private static String columns(List<Round> rounds) {
        return IntStream.rangeClosed(1, rounds.size())
                .mapToObj(number -> number + " | ")
                .collect(Collectors.joining());
    }

    private static Collection<String> figures(List<Round> rounds) {
        Set<String> names = new LinkedHashSet<>();
        rounds.forEach(round -> names.addAll(round.figures().keySet()));
        return names;
    }

    private static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String rounded(double value) {
        String format = Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : value < 10 ? "%.2f" : "%.1f";
        return String.format(Locale.ROOT, format, value);
    }
}
