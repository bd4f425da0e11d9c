package io.hookline.bench;

import io.hookline.local.Service;

/** How soon a service is ready, and how much memory it takes. */
final class Footprint implements Scenario {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public String conditions() {
        return "Each service is stopped and started again from its trained image while all else runs idle; from the start of the "
                + "process until its readiness endpoint answers 200, looked at every 100 ms. Heap: 256 MB at most.";
    }

    @Override
    public String goal() {
        return "≤ 6 s each, ≤ 512 MB resident";
    }

    @Override
    public void measure(Lab lab, Round round) {
        for (Service service : Service.values()) {
            lab.system().stop(service);
            long begin = System.nanoTime();
            lab.system().start(service);
            round.figure("to ready, s: " + service.module(), (System.nanoTime() - begin) / 1e9);
            round.figure(
                    "resident memory, MB: " + service.module(), lab.system().residentMegabytes(service));
        }
    }
}
