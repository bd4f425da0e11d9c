package io.hookline.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.Properties;
import io.hookline.dispatch.delivery.DeliveryReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** What the policies promise, on a virtual clock; and that the page of figures is true. */
final class SimulationTest {
    private static final long SEED = 20_260_115;
    private static final Path PAGE = Path.of("../docs/simulation.md");

    private static final DispatchProperties SETTINGS = Properties.with(Map.of());
    private static final List<SimulationResult> RESULTS = Scenarios.all().stream()
            .map(scenario -> Simulation.run(scenario, SEED))
            .toList();

    /** That each ends once at most is checked where ends are counted, see {@link Fate}. */
    @Test
    void losesNothing() {
        assertThat(RESULTS).allSatisfy(result -> {
            assertThat(sum(result, Tally::open)).isEqualTo(result.open());
            assertThat(sum(result, tally -> tally.ended(Status.REJECTED) + tally.ended(Status.FAILED)))
                    .isEqualTo(result.dead());
        });
    }

    @Test
    void keepsToItsLimits() {
        assertThat(RESULTS).allSatisfy(result -> {
            assertThat(result.sender().mostOut()).isLessThanOrEqualTo(SETTINGS.inFlight());
            assertThat(result.sender().mostLaterOut()).isLessThanOrEqualTo(SETTINGS.inFlight() / 2);
            assertThat(result.mostOutToOneEndpoint()).isLessThanOrEqualTo(SETTINGS.inFlightPerEndpoint());
            assertThat(result.tallies()).extracting(Tally::mostWaiting).allSatisfy(waiting -> assertThat(waiting)
                    .isLessThanOrEqualTo(SETTINGS.handling()));
        });
    }

    @Test
    void keepsTroubleFromOthers() {
        Duration healthy = result("Healthy").tally(Scenarios.OTHERS).latency(99);

        assertThat(RESULTS)
                .flatExtracting(SimulationResult::tallies)
                .filteredOn(tally -> tally.name().equals(Scenarios.OTHERS))
                .hasSizeGreaterThan(1)
                .allSatisfy(tally -> {
                    assertThat(tally.ended(Status.DELIVERED)).isEqualTo(tally.offeredInAll());
                    assertThat(tally.attemptsPerDelivery()).isEqualTo(1);
                    assertThat(tally.latency(99)).isLessThanOrEqualTo(healthy.multipliedBy(2));
                });
    }

    @Test
    void leavesRoomForNewDeliveriesInAStorm() {
        Tally fresh = result("Storm after an outage").tally(Scenarios.IN_THE_STORM);

        assertThat(fresh.latency(99)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void leavesBrokenEndpointsAlone() {
        assertThat(RESULTS).allSatisfy(result -> {
            assertThat(result.failedPerBrokenMinute().orElse(0.0)).isLessThan(15);
            assertThat(result.mostFailedInAMinute()).isLessThan(50);
        });
    }

    @Test
    void worksOffABacklogWithoutSendingItRoundAndRound() {
        Tally backlog = result("Backlog").tallies().getFirst();

        assertThat(backlog.deferralsPerDelivery()).isLessThan(5);
        assertThat(backlog.backlogGone(100)).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void isWhatThePageSays() throws IOException {
        String report = SimulationReport.of(RESULTS);
        if (Boolean.getBoolean("simulation.write")) {
            Files.writeString(PAGE, report);
        }

        assertThat(PAGE)
                .as(
                        "The policies do something else than docs/simulation.md says; its introduction says how to write it again")
                .content()
                .isEqualTo(report);
    }

    private static SimulationResult result(String name) {
        return RESULTS.stream()
                .filter(result -> result.scenario().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int sum(SimulationResult result, ToIntFunction<Tally> figure) {
        return result.tallies().stream().mapToInt(figure).sum();
    }
}
