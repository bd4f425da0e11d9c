package io.hookline.parts;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the main class that its first argument names and ends the process when standard input does, that is, when the parent
 * is gone: a parent that was killed cannot end its children itself.
 */
public final class EndsWithParent {
    private EndsWithParent() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("ends-with-parent").start(EndsWithParent::awaitParentsEnd);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void awaitParentsEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end as well.
        }
        Runtime.getRuntime().halt(0);
    }
}
