package io.hookline.dispatch.subscription;

import io.hookline.dispatch.ShortBenchmark;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Who receives an event, of whom there is one: among few subscriptions or many, of one workspace or ten to each. */
public class MatchingBenchmark extends ShortBenchmark {
    private static final int EVENTS = 1 << 12;

    @Param({"1000", "100000"})
    public int subscriptions;

    @Param({"10", "100000"})
    public int perWorkspace;

    private final Subscriptions known = new Subscriptions();
    private final WorkspaceId[] workspaces = new WorkspaceId[EVENTS];
    private final String[] types = new String[EVENTS];
    private int next;

    @Setup
    public void subscribe() {
        for (int i = 0; i < subscriptions; i++) {
            known.put(Subscribed.subscription(i, workspace(i), List.of(type(i))));
        }
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
        for (int event = 0; event < EVENTS; event++) {
            int receiver = random.nextInt(subscriptions);
            workspaces[event] = new WorkspaceId(workspace(receiver));
            types[event] = type(receiver);
        }
    }

    private String workspace(int subscription) {
        return "ws_%032x".formatted(subscription / perWorkspace);
    }

    private static String type(int subscription) {
        return "custom.type_" + subscription;
    }

    @Benchmark
    public Object matching() {
        int event = next++ & (EVENTS - 1);
        return known.matching(workspaces[event], types[event]);
    }
}
