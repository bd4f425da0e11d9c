package io.hookline.reconciliation.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.reconciliation.publish.PublishState.Failed;
import io.hookline.reconciliation.publish.PublishState.Pending;
import io.hookline.reconciliation.publish.PublishState.Source;
import io.hookline.reconciliation.publish.PublishState.Step;
import io.hookline.reconciliation.publish.PublishState.Succeeded;
import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PublishStateTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant NOW = THEN.plusSeconds(60);

    private static final PublishState PENDING = new Pending();
    private static final PublishState SUCCEEDED = new Succeeded(THEN, false);
    private static final PublishState CORRECTED = new Succeeded(THEN, true);
    private static final PublishState FAILED = new Failed(THEN, "spam", "SPAM", Source.PLATFORM);
    private static final PublishState TIMED_OUT = new Pending().timeOut(THEN);

    private static final Verdict SUCCESS = new Success("ig_1", NOW, null);
    private static final Verdict FAILURE = new Failure("refused", "REFUSED");
    private static final Verdict PROGRESS = new Progress();

    @ParameterizedTest
    @MethodSource
    void followsTheDiagram(PublishState state, Verdict verdict, PublishState next, Outcome outcome) {
        assertThat(state.hear(verdict, NOW)).isEqualTo(new Step(next, outcome));
    }

    static Stream<Arguments> followsTheDiagram() {
        return Stream.of(
                Arguments.of(PENDING, SUCCESS, new Succeeded(NOW, false), Outcome.CONCLUDED),
                Arguments.of(
                        PENDING, FAILURE, new Failed(NOW, "refused", "REFUSED", Source.PLATFORM), Outcome.CONCLUDED),
                Arguments.of(PENDING, PROGRESS, PENDING, Outcome.PROGRESS),
                Arguments.of(SUCCEEDED, SUCCESS, SUCCEEDED, Outcome.CONFIRMED),
                Arguments.of(SUCCEEDED, FAILURE, SUCCEEDED, Outcome.CONFLICT),
                Arguments.of(SUCCEEDED, PROGRESS, SUCCEEDED, Outcome.PROGRESS),
                Arguments.of(CORRECTED, SUCCESS, CORRECTED, Outcome.CONFIRMED),
                Arguments.of(CORRECTED, FAILURE, CORRECTED, Outcome.CONFLICT),
                Arguments.of(CORRECTED, PROGRESS, CORRECTED, Outcome.PROGRESS),
                Arguments.of(FAILED, SUCCESS, FAILED, Outcome.CONFLICT),
                Arguments.of(FAILED, FAILURE, FAILED, Outcome.CONFIRMED),
                Arguments.of(FAILED, PROGRESS, FAILED, Outcome.PROGRESS),
                Arguments.of(TIMED_OUT, SUCCESS, new Succeeded(NOW, true), Outcome.CORRECTED),
                Arguments.of(
                        TIMED_OUT, FAILURE, new Failed(THEN, "refused", "REFUSED", Source.PLATFORM), Outcome.CONFIRMED),
                Arguments.of(TIMED_OUT, PROGRESS, TIMED_OUT, Outcome.PROGRESS));
    }
}
