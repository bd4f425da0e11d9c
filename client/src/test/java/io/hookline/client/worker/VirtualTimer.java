package io.hookline.client.worker;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. For one thread. */
final class VirtualTimer implements Timer {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));

    private long now;
    private long scheduled;
    private boolean stopped;

    private record Task(long at, long number, Runnable work) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean schedule(long delayNanos, Runnable task) {
        if (!stopped) {
            tasks.add(new Task(now + delayNanos, scheduled++, task));
        }
        return !stopped;
    }

    void stop() {
        stopped = true;
        tasks.clear();
    }

    int waiting() {
        return tasks.size();
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        for (Task next = tasks.peek(); next != null && next.at() <= until; next = tasks.peek()) {
            tasks.remove();
            now = next.at();
            next.work().run();
        }
        now = until;
    }
}
