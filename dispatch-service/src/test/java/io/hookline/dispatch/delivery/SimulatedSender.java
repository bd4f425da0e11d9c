package io.hookline.dispatch.delivery;

import io.hookline.dispatch.VirtualTime;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.dispatch.sending.Sender;
import io.hookline.dispatch.sending.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;

/** Has each request answered as its endpoint behaves, or time out; keeps count of those that are out. */
final class SimulatedSender implements Sender {
    private static final Exchange.Result TIMED_OUT = new Exchange.Failure(new TimeoutException());

    private final Function<String, Fate> fates;
    private final Duration timeout;
    private final VirtualTime time;
    private final RandomGenerator chance;
    private final Map<Lane, Integer> out = new EnumMap<>(Map.of(Lane.FIRST, 0, Lane.LATER, 0));
    private int mostOut;
    private int mostLaterOut;

    SimulatedSender(Function<String, Fate> fates, Duration timeout, VirtualTime time, RandomGenerator chance) {
        this.fates = fates;
        this.timeout = timeout;
        this.time = time;
        this.chance = chance;
    }

    @Override
    public Mono<Exchange> send(SignedRequest request) {
        return Mono.create(sink -> {
            Fate fate = fates.apply(request.headers().get("X-Webhook-Delivery"));
            Lane lane = fate.lane();
            Behaviour.Answer answer = fate.endpoint().behaviour().at(time.elapsed());
            Duration wait = answer.after(chance);
            boolean intime = wait.compareTo(timeout) < 0;
            Exchange.Result result = intime ? new Exchange.Answer(answer.status(), Map.of(), "") : TIMED_OUT;
            Duration duration = intime ? wait : timeout;
            Instant startedAt = time.instant();
            begins(fate, lane);
            time.after(duration, () -> {
                ends(fate, lane, intime && answer.status() < 300);
                sink.success(new Exchange(startedAt, duration, null, null, null, result));
            });
        });
    }

    /** Most requests that were out at one time. */
    int mostOut() {
        return mostOut;
    }

    /** Most of them that were no first attempts. */
    int mostLaterOut() {
        return mostLaterOut;
    }

    private void begins(Fate fate, Lane lane) {
        out.merge(lane, 1, Integer::sum);
        int later = out.getOrDefault(Lane.LATER, 0);
        mostLaterOut = Math.max(mostLaterOut, later);
        mostOut = Math.max(mostOut, later + out.getOrDefault(Lane.FIRST, 0));
        fate.tally().sent();
        fate.endpoint().begins();
    }

    private void ends(Fate fate, Lane lane, boolean well) {
        out.merge(lane, -1, Integer::sum);
        fate.tally().answered();
        fate.endpoint().ends(well, time.elapsed());
    }
}
