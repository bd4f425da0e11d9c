package io.hookline.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What {@code ./run} runs: the whole system in the foreground, until it is told to stop. */
public final class LocalMain {
    private static final Path DATA = Path.of("local", "data");
    private static final Path ENVIRONMENT_FILE = Path.of("local", "target", "local.env");
    private static final Set<String> OPTIONS = Set.of("--fresh");

    private LocalMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        // All four contexts share this JVM's one logging configuration, logback.xml; none may replace it with its own.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            run(List.of(arguments));
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            System.err.println("Hookline could not start: " + e.getMessage() + " (details: local/target/hookline.log)");
            LoggerFactory.getLogger(LocalMain.class).warn("Start failed", e);
            System.exit(1);
        }
    }

    private static void run(List<String> arguments) throws InterruptedException {
        long begin = System.nanoTime();
        requireKnown(arguments);
        LocalSettings settings = LocalSettings.fromEnvironment(System.getenv(), DATA);
        if (arguments.contains("--fresh")) {
            empty(DATA);
        }
        PrintStream console = System.out;
        Stack stack = Stack.start(settings, ServiceRunner.inThisJvm(), step -> console.println(step + " …"));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            console.println("Stopping …");
            stack.close();
            console.println("Stopped.");
            stopped.countDown();
        }));
        LocalEnvironment.write(stack.environment(), ENVIRONMENT_FILE);
        console.println(welcome(settings, stack.environment(), Duration.ofNanos(System.nanoTime() - begin)));
        stopped.await();
    }

    private static void requireKnown(List<String> arguments) {
        for (String argument : arguments) {
            if (!OPTIONS.contains(argument)) {
                throw new CannotStart("Unknown option " + argument + ". Known: --fresh (begin with empty data).");
            }
        }
    }

    private static void empty(Path directory) {
        // Whoever holds the lock is using the data.
        try (DirectoryLock _ = DirectoryLock.take(directory);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new CannotStart("Cannot empty " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String welcome(LocalSettings settings, Map<String, String> environment, Duration took) {
        return """

                Hookline is ready (after %.1f s).

                  ingest          %s
                  registry        %s
                  reconciliation  %s
                  dispatch        %s (health and metrics)
                  demo receiver   %s
                  Kafka           %s, schema registry %s
                  data            %s (./run --fresh begins with none), log local/target/hookline.log

                Failed deliveries are tried again after %s here; in production after 1m,5m,15m,1h,6h.

                In another shell, for instance:

                  source %s
                  curl -s -H "Authorization: Bearer $HOOKLINE_TOKEN" $HOOKLINE_REGISTRY_URL/api/v1/webhooks/events

                Ctrl-C stops everything.
                """.formatted(
                        took.toMillis() / 1000.0,
                        environment.get("HOOKLINE_INGEST_URL"),
                        environment.get("HOOKLINE_REGISTRY_URL"),
                        environment.get("HOOKLINE_RECONCILIATION_URL"),
                        environment.get("HOOKLINE_DISPATCH_URL"),
                        environment.get("HOOKLINE_RECEIVER_URL"),
                        environment.get("HOOKLINE_KAFKA"),
                        environment.get("HOOKLINE_SCHEMA_REGISTRY_URL"),
                        settings.directory(),
                        settings.retryDelays(),
                        ENVIRONMENT_FILE);
    }
}
