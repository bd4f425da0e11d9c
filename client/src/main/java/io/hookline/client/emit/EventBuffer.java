package io.hookline.client.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where events wait for the sender, in order, bounded in number and in bytes. Safe for many threads that put in and one
 * that takes out.
 */
final class EventBuffer {
    /** What came of putting an event in. */
    enum Offered {
        TAKEN,
        FULL,
        CLOSED
    }

    private final int capacity;
    private final long capacityBytes;
    private final BatchLimits limits;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int urgent;
    private boolean closed;

    EventBuffer(int capacity, long capacityBytes, BatchLimits limits) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.limits = limits;
    }

    /** Puts an event in, after waiting for room for so long; an interrupt ends the wait and is kept. */
    Offered offer(Pending pending, long waitNanos) {
        lock.lock();
        try {
            return awaitRoom(pending, waitNanos) ? add(pending) : closed ? Offered.CLOSED : Offered.FULL;
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, as soon as it is complete; empty once the buffer is closed and nothing is left. */
    List<Pending> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            linger();
            return remove();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing goes in, and batches go out without waiting for others. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the buffer and takes out all that is left. */
    List<Pending> drain() {
        lock.lock();
        try {
            close();
            List<Pending> all = List.copyOf(waiting);
            waiting.clear();
            waitingBytes = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(Pending pending, long waitNanos) {
        long remaining = waitNanos;
        try {
            while (!closed && !hasRoomFor(pending) && remaining > 0) {
                remaining = left.awaitNanos(remaining);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !closed && hasRoomFor(pending);
    }

    private boolean hasRoomFor(Pending pending) {
        return waiting.size() < capacity && (waitingBytes + pending.size() <= capacityBytes || waiting.isEmpty());
    }

    private Offered add(Pending pending) {
        waiting.addLast(pending);
        waitingBytes += pending.size();
        urgent += pending.isUrgent() ? 1 : 0;
        // The sender waits for the first of a batch, and then for its last.
        if (waiting.size() == 1 || isComplete()) {
            arrived.signal();
        }
        return Offered.TAKEN;
    }

    private void linger() throws InterruptedException {
        long remaining = limits.linger().toNanos();
        while (!isComplete() && remaining > 0) {
            remaining = arrived.awaitNanos(remaining);
        }
    }

    private boolean isComplete() {
        return closed || urgent > 0 || waiting.size() >= limits.events() || waitingBytes >= limits.bytes();
    }

    private List<Pending> remove() {
        List<Pending> batch = new ArrayList<>();
        long bytes = 0;
        for (Pending next = waiting.peekFirst(); next != null && fits(batch, bytes, next); next = waiting.peekFirst()) {
            batch.add(waiting.removeFirst());
            bytes += next.size();
            urgent -= next.isUrgent() ? 1 : 0;
        }
        waitingBytes -= bytes;
        left.signalAll();
        return batch;
    }

    private boolean fits(List<Pending> batch, long bytes, Pending next) {
        return batch.isEmpty() || (batch.size() < limits.events() && bytes + next.size() <= limits.bytes());
    }
}
