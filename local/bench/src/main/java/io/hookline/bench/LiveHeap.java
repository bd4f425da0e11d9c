package io.hookline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Scanner;

/** Asks a JVM, by the JDK's own tool, what is alive on its heap. */
final class LiveHeap {
    private LiveHeap() {}

    /** Bytes of all objects that a full collection leaves. The process stops meanwhile. */
    static long bytes(long pid) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (var lines = jcmd.inputReader()) {
                String total = lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("jcmd did not tell the heap of " + pid));
                return new Scanner(total).skip("Total\\s+\\d+\\s+").nextLong();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
