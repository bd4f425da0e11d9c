package io.hookline.dispatch.endpoint;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of seats shared by all who wait for permits, so that many slow endpoints together fill no more memory than one. */
public final class WaitingRoom {
    private final int seats;
    private final AtomicInteger taken = new AtomicInteger();

    public WaitingRoom(int seats) {
        this.seats = seats;
    }

    boolean enter() {
        if (taken.incrementAndGet() <= seats) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }
}
