package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs services as production does: each a process of its own, from its executable jar or its trained image, told by
 * environment variables.
 */
public final class ProcessRunner implements ServiceRunner {
    private final Function<Service, List<String>> launch;
    private final Path logs;
    private final List<String> jvmOptions;
    private final Map<Service, Process> processes = new ConcurrentHashMap<>();

    private ProcessRunner(Function<Service, List<String>> launch, Path logs, List<String> jvmOptions) {
        this.launch = launch;
        this.logs = logs;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Runs what is built.
     *
     * @param modules the directory that holds the services' modules, built
     * @param logs the directory that takes each process's output
     * @param jvmOptions options for each service's JVM
     */
    public static ProcessRunner of(Path modules, Path logs, List<String> jvmOptions) {
        return new ProcessRunner(service -> ServiceImage.of(modules, service).launch(), logs, jvmOptions);
    }

    /** The same, each service learning for its image, which must be unpacked. */
    static ProcessRunner training(Path modules, Path logs, List<String> jvmOptions) {
        return new ProcessRunner(service -> ServiceImage.of(modules, service).train(), logs, jvmOptions);
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
        command.addAll(launch.apply(service));
        return command;
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        // After a training run it takes its time to write down what it learned.
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
