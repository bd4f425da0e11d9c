package io.hookline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/** What is measured, and how it is told. */
final class Scenarios {
    private static final int ENDPOINTS = 20;
    private static final int IN_FLIGHT = 64;
    private static final String EVENT = "analytics.updated";

    private Scenarios() {}

    /** {@code deliveries.v1} → signed post → attempt fact, against the bare client in the same run. */
    static List<String> dispatchStage(SystemUnderTest system, int divisor) throws Exception {
        int deliveries = 200_000 / divisor;
        List<String> rows = new ArrayList<>();
        try (Deliveries source = new Deliveries(system)) {
            for (int round = 0; round <= 3; round++) {
                Arrivals arrivals = new Arrivals("d" + round + "-", deliveries);
                try (Sink sink = Sink.start(arrivals)) {
                    List<String> webhooks =
                            webhooks(system, sink, "/fast/" + round + "-", ENDPOINTS, "crisis.detected");
                    double bare = round == 0 ? 0 : bareRate(sink, deliveries);
                    Map<String, Duration> before = system.cpu();
                    source.send(webhooks, arrivals, deliveries);
                    await(() -> arrivals.distinct() == deliveries, Duration.ofMinutes(5));
                    if (round > 0) {
                        double rate = arrivals.rate(0.3, 0.95);
                        rows.add("| " + round + " | " + rounded(rate) + " | " + rounded(bare) + " | "
                                + String.format("%.2f", rate / bare) + " | " + cpu(before, system.cpu(), deliveries)
                                + " | "
                                + arrivals.repeated() + " |");
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                "## Dispatch stage",
                "",
                deliveries + " deliveries to " + ENDPOINTS + " endpoints, " + IN_FLIGHT
                        + " in flight, every policy on.",
                "",
                "| round | deliveries/s | bare client/s | ratio | CPU µs per delivery | repeated |",
                "| --- | --- | --- | --- | --- | --- |"));
        lines.addAll(rows);
        lines.add("");
        return lines;
    }

    /** Ingest → Kafka → fan-out → post → attempts in PostgreSQL, at a fixed rate for a minute. */
    static List<String> wholeSystem(SystemUnderTest system, int divisor) throws Exception {
        return sustained(system, "Whole system", 5_000, 60 * 5_000 / divisor);
    }

    /** The same at a tenth of the rate, where latency is not queueing. */
    static List<String> latency(SystemUnderTest system, int divisor) throws Exception {
        return sustained(system, "Latency", 500, 60 * 500 / divisor);
    }

    private static List<String> sustained(SystemUnderTest system, String title, int perSecond, int events)
            throws Exception {
        Arrivals warm = new Arrivals("w-", 20_000);
        Arrivals arrivals = new Arrivals("e-", events);
        try (Sink sink = Sink.start((id, time) -> {
                    warm.accept(id, time);
                    arrivals.accept(id, time);
                });
                OpenLoop load = load(system)) {
            webhooks(system, sink, "/fast/", 1, EVENT);
            load.run(warm, 20_000, 2_000, events(warm));
            await(() -> warm.distinct() == 20_000, Duration.ofMinutes(2));
            Map<String, Duration> before = system.cpu();
            int accepted = load.run(arrivals, events, perSecond, events(arrivals));
            await(() -> arrivals.distinct() >= accepted, Duration.ofMinutes(3));
            return List.of(
                    "## " + title,
                    "",
                    events + " events offered at " + perSecond + "/s: " + accepted + " accepted, " + arrivals.distinct()
                            + " received, " + arrivals.repeated() + " repeated; received at "
                            + rounded(arrivals.rate(0.1, 0.9)) + "/s. From due to received: "
                            + percentiles(arrivals.latencies(0)) + ". CPU µs per event: "
                            + cpu(before, system.cpu(), events) + ".",
                    "");
        }
    }

    /** A twentieth of the traffic goes to endpoints that never answer; what do the others feel? */
    static List<String> hangingEndpoints(SystemUnderTest system, int divisor) throws Exception {
        int events = 120_000 / divisor;
        List<String> lines = new ArrayList<>(List.of("## Hanging endpoints", ""));
        for (boolean hanging : new boolean[] {false, true}) {
            Arrivals arrivals = new Arrivals(hanging ? "h-" : "n-", events);
            try (Sink sink = Sink.start(arrivals);
                    OpenLoop load = load(system)) {
                String healthy = hanging ? "goal.achieved" : EVENT;
                webhooks(system, sink, "/fast/", 1, healthy);
                if (hanging) {
                    webhooks(system, sink, "/hang/", 1, "trend.detected");
                }
                load.run(
                        arrivals,
                        events,
                        2_000,
                        event -> hanging && event % 20 == 0
                                ? trend(arrivals.id(event))
                                : healthyEvent(healthy, arrivals.id(event)));
                int expected = hanging ? events - (events + 19) / 20 : events;
                await(() -> arrivals.distinct() >= expected, Duration.ofMinutes(3));
                lines.add("- " + (hanging ? "5 % to endpoints that hang" : "all healthy") + ": "
                        + rounded(arrivals.rate(0.1, 0.9)) + "/s received by the others, "
                        + percentiles(arrivals.latencies(events / 10)));
            }
        }
        lines.add("");
        return lines;
    }

    private static OpenLoop load(SystemUnderTest system) {
        return new OpenLoop(
                system.variable("HOOKLINE_INGEST_URL") + "/api/v1/events", system.variable("HOOKLINE_TOKEN"));
    }

    private static IntFunction<byte[]> events(Arrivals arrivals) {
        return event -> healthyEvent(EVENT, arrivals.id(event));
    }

    private static byte[] healthyEvent(String type, String id) {
        String data = type.equals(EVENT)
                ? "{\"period\":\"hourly\",\"platforms\":[\"instagram\",\"twitter\"],\"summary\":"
                        + "{\"totalEngagement\":1500,\"totalReach\":25000,\"followerGrowth\":50}}"
                : "{\"campaignId\":\"campaign_123\",\"goalType\":\"engagement\",\"target\":10000,\"achieved\":10500,"
                        + "\"percentageComplete\":105}";
        return ("{\"event\":\"" + type + "\",\"id\":\"" + id + "\",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] trend(String id) {
        return ("{\"event\":\"trend.detected\",\"id\":\"" + id + "\",\"data\":{\"trendId\":\"trend_def\",\"topic\":"
                        + "\"sustainable fashion\",\"hashtags\":[\"#sustainablefashion\"],\"growthRate\":150,"
                        + "\"mentionCount\":1000,\"platforms\":[\"instagram\"]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> webhooks(SystemUnderTest system, Sink sink, String path, int count, String event)
            throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                String body = "{\"url\":\"" + sink.url(path + i) + "\",\"events\":[\"" + event + "\"]}";
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(
                                        URI.create(system.variable("HOOKLINE_REGISTRY_URL") + "/api/v1/webhooks"))
                                .header("Authorization", "Bearer " + system.variable("HOOKLINE_TOKEN"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
                if (response.statusCode() != 201) {
                    throw new IllegalStateException("Cannot create a webhook: " + response.body());
                }
                ids.add(JsonMapper.shared().readTree(response.body()).get("id").asString());
            }
        }
        return ids;
    }

    private static double bareRate(Sink sink, int posts) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareClient.class.getName(),
                        sink.url("/fast/bare"),
                        Integer.toString(posts),
                        Integer.toString(IN_FLIGHT),
                        Deliveries.BODY)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            String last = lines.lines().reduce((a, b) -> b).orElseThrow();
            return Double.parseDouble(last.substring(0, last.indexOf(' ')));
        }
    }

    private static void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                System.err.println("Not all arrived within " + limit + "; the figures say how many did");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String cpu(Map<String, Duration> before, Map<String, Duration> after, int events) {
        List<String> parts = new ArrayList<>();
        after.forEach((role, time) -> {
            double micros = time.minus(before.getOrDefault(role, Duration.ZERO)).toNanos() / 1e3 / events;
            if (micros >= 0.5) {
                parts.add(role + " " + Math.round(micros));
            }
        });
        return String.join(", ", parts);
    }

    private static String percentiles(Histogram micros) {
        return String.format(
                "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.0f ms",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private static String rounded(double rate) {
        return String.format("%,d", Math.round(rate));
    }
}
