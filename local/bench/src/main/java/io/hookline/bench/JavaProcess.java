package io.hookline.bench;

import java.util.ArrayList;
import java.util.List;

/** A class of this class path in a JVM of its own. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * The process, not started yet.
     *
     * @param heap how large it may become, as {@code -Xmx} takes it
     */
    static ProcessBuilder of(Class<?> main, String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
