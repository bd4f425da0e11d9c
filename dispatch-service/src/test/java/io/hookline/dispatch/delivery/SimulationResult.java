package io.hookline.dispatch.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What happened.
 *
 * @param open records of deliveries that are on Kafka or being worked on at the end
 * @param dead deliveries on the dead topic
 */
record SimulationResult(
        Scenario scenario,
        List<Tally> tallies,
        List<SimulatedEndpoint> endpoints,
        SimulatedSender sender,
        int open,
        int dead) {
    Tally tally(String name) {
        return tallies.stream()
                .filter(tally -> tally.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    int mostOutToOneEndpoint() {
        return most(SimulatedEndpoint::mostOut);
    }

    int mostFailedInAMinute() {
        return most(SimulatedEndpoint::mostFailedInAMinute);
    }

    /** How many requests a broken endpoint got on average; empty if none was. */
    Optional<Double> failedPerBrokenMinute() {
        long minutes = endpoints.stream()
                .mapToLong(endpoint ->
                        endpoint.behaviour().brokenUntil(scenario.lasts()).toMinutes())
                .sum();
        int failed = endpoints.stream().mapToInt(SimulatedEndpoint::failed).sum();
        return minutes == 0 ? Optional.empty() : Optional.of((double) failed / minutes);
    }

    @Override
    public String toString() {
        return scenario.name();
    }

    private int most(ToIntFunction<SimulatedEndpoint> figure) {
        return endpoints.stream().mapToInt(figure).max().orElseThrow();
    }
}
