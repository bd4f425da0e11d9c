package io.hookline.dispatch.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What is simulated.
 *
 * @param shows what its figures say, in a sentence or two
 * @param lasts how long it is watched
 * @param recovered when what was wrong is over; backlogs are watched from then
 */
record Scenario(String name, String shows, Duration lasts, Duration recovered, List<Group> groups) {
    Scenario {
        groups = List.copyOf(groups);
    }

    /** Endpoints that behave alike and get the same kinds of traffic. */
    record Group(int endpoints, Behaviour behaviour, List<Traffic> traffics) {
        Group(int endpoints, Behaviour behaviour, Traffic... traffics) {
            this(endpoints, behaviour, List.of(traffics));
        }
    }

    /**
     * Events for each endpoint of a group; a column of the report.
     *
     * @param atOnce as many when it begins
     * @param every then one in about this time
     */
    record Traffic(String name, int atOnce, Duration every, Duration from, Duration until) {
        static Traffic of(String name, Duration every, Duration from, Duration until) {
            return new Traffic(name, 0, every, from, until);
        }
    }
}
