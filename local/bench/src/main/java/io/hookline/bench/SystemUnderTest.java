package io.hookline.bench;

import io.hookline.local.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@link BenchStack}, seen from outside. */
final class SystemUnderTest implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final Map<String, String> environment;
    private final Path postgresData;

    private SystemUnderTest(
            Process process,
            BufferedReader answers,
            Writer orders,
            Map<String, String> environment,
            Path postgresData) {
        this.process = process;
        this.answers = answers;
        this.orders = orders;
        this.environment = environment;
        this.postgresData = postgresData;
    }

    static SystemUnderTest start(Path root, Path directory) {
        try {
            Files.createDirectories(directory);
            Process process = JavaProcess.of(BenchStack.class, "1g", root.toString(), directory.toString())
                    .redirectError(directory.resolve("stack.log").toFile())
                    .start();
            BufferedReader answers = process.inputReader();
            Map<String, String> environment = new HashMap<>();
            for (String line = answers.readLine(); !BenchStack.READY.equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("The system did not start; see " + directory);
                }
                int equals = line.indexOf('=');
                if (equals > 0) {
                    environment.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return new SystemUnderTest(
                    process, answers, process.outputWriter(), environment, directory.resolve(BenchStack.POSTGRES_DATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("The stack did not say " + name);
        }
        return value;
    }

    void stop(Service service) {
        order("stop " + service.name());
    }

    void start(Service service) {
        order("start " + service.name());
    }

    /** Starts one more instance of a service beside the first. */
    void startAnother(Service service) {
        order("start-another " + service.name());
    }

    void stopAnother(Service service) {
        order("stop-another " + service.name());
    }

    /** What a full collection leaves on the heap of a service. */
    double liveHeapMegabytes(Service service) {
        return LiveHeap.bytes(pid(service)) / 1024.0 / 1024.0;
    }

    /** The memory that a service's process occupies, as the operating system counts it; NaN where it does not tell. */
    double residentMegabytes(Service service) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid(service)), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Processor time used so far, user and system, by what it was used for. */
    Map<String, Duration> cpu() {
        Map<String, Duration> used = new TreeMap<>();
        used.put("broker", time(process.toHandle()));
        Stream.concat(process.descendants(), postgres())
                .distinct()
                .forEach(each -> used.merge(role(each), time(each), Duration::plus));
        return used;
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private void order(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (!BenchStack.DONE.equals(answer)) {
                throw new IllegalStateException("The stack answered " + answer + " to " + order);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pid(Service service) {
        return process.descendants()
                .filter(child -> role(child).equals(service.module()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " is not running"))
                .pid();
    }

    /** PostgreSQL leaves the process that starts it, so it is nobody's descendant. */
    private Stream<ProcessHandle> postgres() {
        try {
            long pid = Long.parseLong(Files.readAllLines(postgresData.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), server.children()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration time(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String role(ProcessHandle handle) {
        String line = handle.info().commandLine().orElse("");
        for (Service service : Service.values()) {
            if (line.contains(service.module())) {
                return service.module();
            }
        }
        return line.contains("postgres") ? "postgresql" : "schema registry";
    }
}
