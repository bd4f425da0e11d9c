package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs services as production does: each its executable jar, a process of its own, told by environment variables. */
public final class ProcessRunner implements ServiceRunner {
    private final Path modules;
    private final Path logs;
    private final List<String> jvmOptions;
    private final Map<Service, Process> processes = new ConcurrentHashMap<>();

    /**
     * @param modules the directory that holds the services' modules, built
     * @param logs the directory that takes each process's output
     * @param jvmOptions options for each service's JVM
     */
    public ProcessRunner(Path modules, Path logs, List<String> jvmOptions) {
        this.modules = modules;
        this.logs = logs;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    public AutoCloseable start(Service service, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command(service))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(service.module() + ".log").toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            processes.put(service, process);
            return () -> stop(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code kill -9} does: no hook runs, nothing is flushed. Returns when the process is gone. */
    public void kill(Service service) throws InterruptedException {
        Process process = processes.get(service);
        if (process == null) {
            throw new IllegalStateException(service + " was never started");
        }
        process.destroyForcibly().waitFor();
    }

    private List<String> command(Service service) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-jar", jarOf(service).toString()));
        return command;
    }

    private Path jarOf(Service service) {
        Path target = modules.resolve(service.module()).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No executable jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException("Build " + service.module() + " first", e);
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
