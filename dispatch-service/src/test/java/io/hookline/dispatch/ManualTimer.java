package io.hookline.dispatch;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer that fires when a test says so. */
public final class ManualTimer implements Timer {
    private final List<Task> tasks = new ArrayList<>();

    /** Fires what has not been cancelled, however far ahead it was. */
    public void fireAll() throws Exception {
        List<Task> due = List.copyOf(tasks);
        tasks.clear();
        for (Task task : due) {
            if (!task.cancelled) {
                task.task.run(task);
            }
        }
    }

    public int pending() {
        return (int) tasks.stream().filter(task -> !task.cancelled).count();
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Task timeout = new Task(this, task);
        tasks.add(timeout);
        return timeout;
    }

    @Override
    public Set<Timeout> stop() {
        return Set.of();
    }

    private static final class Task implements Timeout {
        private final ManualTimer timer;
        private final TimerTask task;
        private boolean cancelled;

        private Task(ManualTimer timer, TimerTask task) {
            this.timer = timer;
            this.task = task;
        }

        @Override
        public Timer timer() {
            return timer;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = true;
            return true;
        }
    }
}
