package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryReport.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of simulations as a page. */
final class SimulationReport {
    private static final String INTRODUCTION = """
            # The delivery policies, simulated

            What becomes of deliveries, and of their neighbours, when endpoints are slow, hang, flap, go or come back. The figures are those of
            the real listeners, policies and retry schedule of dispatch-service with its default settings, on a virtual clock that lets hours
            pass in seconds.

            Simulated are time, chance, endpoints, customers and Kafka: topics have their real partitions and keys, take 5 ms to acknowledge
            a record, and are read at 500 records in 10 ms at most. Not simulated are what the work itself costs (see the benchmarks for that),
            rate limits, several instances, crashes, and that a subscription which fails for days is disabled.

            Each healthy endpoint answers in 20 to 60 ms. A delivery that is *put off* goes back to Kafka without an attempt. The backlog is what
            was requested before the trouble was over and was not done with then.

            `SimulationTest` fails when this page is not what the policies do. After a change of policy, write it again, and look at the difference:

            ```bash
            mvn test -pl dispatch-service -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.write=true
            ```
            """;

    private SimulationReport() {}

    static String of(List<SimulationResult> results) {
        return INTRODUCTION + results.stream().map(SimulationReport::section).collect(Collectors.joining());
    }

    private static String section(SimulationResult result) {
        Scenario scenario = result.scenario();
        return "\n## " + scenario.name() + "\n\n" + scenario.shows() + "\n\n" + table(result.tallies()) + "\n"
                + requests(result);
    }

    private static String table(List<Tally> tallies) {
        return row(tallies, "", Tally::name)
                + row(tallies, "---", _ -> "---:")
                + row(tallies, "deliveries", tally -> number(tally.offeredInAll()))
                + row(tallies, "delivered", tally -> number(tally.ended(Status.DELIVERED)))
                + row(tallies, "rejected, failed, discarded", SimulationReport::otherEnds)
                + row(tallies, "still open", tally -> number(tally.open()))
                + row(tallies, "attempts per delivery", tally -> ratio(tally.attemptsPerDelivery()))
                + row(tallies, "put off, times per delivery", tally -> ratio(tally.deferralsPerDelivery()))
                + row(tallies, "put off, most times", tally -> number(tally.mostDeferrals()))
                + row(tallies, "requested to delivered, p50", tally -> duration(tally.latency(50)))
                + row(tallies, "requested to delivered, p99", tally -> duration(tally.latency(99)))
                + row(tallies, "requested to delivered, longest", tally -> duration(tally.latency(100)))
                + row(tallies, "most requests out", tally -> number(tally.mostOut()))
                + row(tallies, "most waiting in memory", tally -> number(tally.mostWaiting()))
                + row(tallies, "half of the backlog done after", tally -> duration(tally.backlogGone(50)))
                + row(tallies, "all of the backlog done after", tally -> duration(tally.backlogGone(100)));
    }

    private static String row(List<Tally> tallies, String name, Function<Tally, String> cell) {
        return tallies.stream().map(cell).collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
    }

    private static String otherEnds(Tally tally) {
        return number(tally.ended(Status.REJECTED)) + ", " + number(tally.ended(Status.FAILED)) + ", "
                + number(tally.ended(Status.DISCARDED));
    }

    private static String requests(SimulationResult result) {
        String out = "At most " + result.sender().mostOut() + " requests were out at one time, "
                + result.sender().mostLaterOut() + " of them no first attempts, and "
                + result.mostOutToOneEndpoint() + " to one endpoint.\n";
        return result.failedPerBrokenMinute()
                .map(perMinute -> out + "A broken endpoint got " + ratio(perMinute) + " requests in a minute, and "
                        + result.mostFailedInAMinute() + " at most.\n")
                .orElse(out);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String duration(Duration value) {
        if (value.isZero()) {
            return "–";
        }
        if (value.compareTo(Duration.ofSeconds(1)) < 0) {
            return value.toMillis() + " ms";
        }
        if (value.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", value.toMillis() / 1000.0);
        }
        long hours = value.toHours();
        return hours == 0
                ? value.toMinutes() + " m " + value.toSecondsPart() + " s"
                : hours + " h " + value.toMinutesPart() + " m";
    }
}
