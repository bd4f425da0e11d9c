package io.hookline.bench;

import io.hookline.local.LocalPort;
import io.hookline.local.LocalSettings;
import io.hookline.local.ProcessRunner;
import io.hookline.local.Service;
import io.hookline.local.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The system under test, as a process: broker in this one, PostgreSQL, registry and each service a child of it. Prints its
 * environment and {@code READY}, then does what it reads: {@code stop SERVICE}, {@code start SERVICE}, {@code start-another
 * SERVICE}, {@code stop-another SERVICE}; ends with its input.
 */
public final class BenchStack {
    static final String READY = "READY";
    static final String DONE = "DONE";
    /** The variable that says where PostgreSQL listens. */
    static final String POSTGRES_PORT = "HOOKLINE_POSTGRES_PORT";

    /** Where PostgreSQL keeps its data, below the directory of the stack. */
    static final Path POSTGRES_DATA = Path.of("data", "postgres");

    private BenchStack() {}

    /**
     * Starts the stack and obeys.
     *
     * @param arguments the root of the project, and a directory for data and logs
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Files.createDirectories(directory);
        PrintStream out = System.out;
        ProcessRunner runner = ProcessRunner.of(root, directory, List.of("-Xmx256m", "-XX:+UseG1GC"));
        LocalSettings settings = LocalSettings.onFreePorts(directory.resolve("data"), "1m,5m,15m,1h,6h");
        try (Stack stack = Stack.start(settings, runner, step -> {})) {
            stack.environment().forEach((name, value) -> out.println(name + "=" + value));
            out.println(POSTGRES_PORT + "=" + settings.port(LocalPort.POSTGRES));
            out.println(READY);
            obey(stack, out);
        }
    }

    private static void obey(Stack stack, PrintStream out) throws IOException {
        Map<Service, AutoCloseable> others = new EnumMap<>(Service.class);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 2);
            Service service = Service.valueOf(words[1]);
            switch (words[0]) {
                case "stop" -> stack.stop(service);
                case "start" -> stack.start(service);
                case "start-another" -> others.put(service, stack.startAnother(service));
                case "stop-another" -> close(others.remove(service));
                default -> throw new IllegalArgumentException(order);
            }
            out.println(DONE);
        }
        others.values().forEach(BenchStack::close);
    }

    private static void close(AutoCloseable other) {
        try {
            other.close();
        } catch (Exception e) {
            throw new IllegalStateException("It did not stop", e);
        }
    }
}
