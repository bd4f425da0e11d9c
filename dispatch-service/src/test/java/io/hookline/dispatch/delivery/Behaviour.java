package io.hookline.dispatch.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How a simulated endpoint answers.
 *
 * @param usual outside of its troubles
 */
record Behaviour(Answer usual, List<Trouble> troubles) {
    private static final Answer HEALTHY = new Answer(200, Duration.ofMillis(40));
    private static final Answer DOWN = new Answer(503, Duration.ofMillis(20));
    private static final Answer NONE = new Answer(200, Duration.ofDays(1));

    Behaviour {
        troubles = List.copyOf(troubles);
    }

    /** A status, after a time of which it is half to one and a half. */
    record Answer(int status, Duration about) {
        Duration after(RandomGenerator chance) {
            return Duration.ofMillis((long) (about.toMillis() * (0.5 + chance.nextDouble())));
        }

        private boolean isBroken() {
            return status >= 300 || equals(NONE);
        }
    }

    /** The answers from one time to another, both since the simulation began. */
    record Trouble(Duration from, Duration until, Answer answer) {}

    static Behaviour healthy() {
        return new Behaviour(HEALTHY, List.of());
    }

    static Behaviour slow(Duration about) {
        return new Behaviour(new Answer(200, about), List.of());
    }

    static Behaviour down(Duration from, Duration until) {
        return new Behaviour(HEALTHY, List.of(new Trouble(from, until, DOWN)));
    }

    /** Down as above, and then slower than usual for a while, as who has a backlog to work off is. */
    static Behaviour downThenSlow(Duration from, Duration until, Duration slowUntil, Duration about) {
        Trouble slow = new Trouble(until, slowUntil, new Answer(200, about));
        return new Behaviour(HEALTHY, List.of(new Trouble(from, until, DOWN), slow));
    }

    /** Up for that long, then down for as long, and so on. */
    static Behaviour flapping(Duration period, Duration until) {
        List<Trouble> troubles = IntStream.range(0, (int) until.dividedBy(period.multipliedBy(2)))
                .mapToObj(round -> period.multipliedBy(2L * round + 1))
                .map(from -> new Trouble(from, from.plus(period), DOWN))
                .toList();
        return new Behaviour(HEALTHY, troubles);
    }

    static Behaviour hanging(Duration from, Duration until) {
        return new Behaviour(HEALTHY, List.of(new Trouble(from, until, NONE)));
    }

    static Behaviour gone(Duration from) {
        Trouble gone = new Trouble(from, Duration.ofDays(365), new Answer(410, Duration.ofMillis(20)));
        return new Behaviour(HEALTHY, List.of(gone));
    }

    Answer at(Duration time) {
        return troubles.stream()
                .filter(trouble -> time.compareTo(trouble.from) >= 0 && time.compareTo(trouble.until) < 0)
                .map(Trouble::answer)
                .findFirst()
                .orElse(usual);
    }

    /** How long it has been broken by then. */
    Duration brokenUntil(Duration time) {
        return troubles.stream()
                .filter(trouble -> trouble.answer.isBroken() && trouble.from.compareTo(time) < 0)
                .map(trouble -> (trouble.until.compareTo(time) < 0 ? trouble.until : time).minus(trouble.from))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
