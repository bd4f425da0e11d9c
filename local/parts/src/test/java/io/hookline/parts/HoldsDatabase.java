package io.hookline.parts;

import java.nio.file.Path;

/** Starts a database, says so, and waits to be killed. */
final class HoldsDatabase {
    static final String STARTED = "started";

    private HoldsDatabase() {}

    /**
     * Starts and waits.
     *
     * @param arguments the directory of the data, the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            System.out.println(STARTED);
            Thread.currentThread().join();
        }
    }
}
