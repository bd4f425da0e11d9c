package io.hookline.bench;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system under test, and what several scenarios do with it. */
final class Lab implements AutoCloseable {
    private static final int CALLS_AT_A_TIME = 16;
    private static final Map<String, String> EXAMPLES = EventCatalogue.load().all().stream()
            .collect(Collectors.toUnmodifiableMap(EventType::name, EventType::example));

    private final SystemUnderTest system;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Sink sink = new Sink();
    private final List<Closeable> closedFirst = new ArrayList<>();

    Lab(SystemUnderTest system) {
        this.system = system;
    }

    SystemUnderTest system() {
        return system;
    }

    /** Where its webhooks lead. */
    Sink sink() {
        return sink;
    }

    /** Has something end before the system does. */
    <T extends Closeable> T closedWithIt(T part) {
        closedFirst.add(part);
        return part;
    }

    /** A load of events on ingest. */
    OpenLoop events() {
        return new OpenLoop(
                system.variable("HOOKLINE_INGEST_URL") + "/api/v1/events", system.variable("HOOKLINE_TOKEN"));
    }

    /** Subscribes that many webhooks, whose URLs end in 0, 1, 2 …, to a type of events; returns their ids. */
    List<String> webhooks(String urlPrefix, int count, String event) throws InterruptedException {
        List<CompletableFuture<String>> ids = new ArrayList<>(count);
        Semaphore calls = new Semaphore(CALLS_AT_A_TIME);
        for (int i = 0; i < count; i++) {
            String body = "{\"url\":\"" + urlPrefix + i + "\",\"events\":[\"" + event + "\"]}";
            calls.acquire();
            CompletableFuture<String> id = client.sendAsync(
                            request("/api/v1/webhooks")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .thenApply(Lab::idOfCreated);
            ids.add(id.whenComplete((_, _) -> calls.release()));
        }
        return ids.stream().map(CompletableFuture::join).toList();
    }

    /** How many deliveries to a webhook the registry has on record as made. */
    long recorded(String webhook) {
        try {
            HttpResponse<String> response = client.send(
                    request("/api/v1/webhooks/" + webhook + "/stats").GET().build(), BodyHandlers.ofString());
            JsonNode delivered = JsonMapper.shared()
                    .readTree(response.body())
                    .path("deliveries")
                    .path("delivered");
            return delivered.asLong(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many attempts registry-service has committed since it started. */
    double attemptsTakenIn() {
        try {
            return client.send(request("/actuator/prometheus").GET().build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("hookline_attempts_recorded_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void delete(List<String> webhooks) throws IOException, InterruptedException {
        for (String webhook : webhooks) {
            client.send(request("/api/v1/webhooks/" + webhook).DELETE().build(), BodyHandlers.discarding());
        }
    }

    /** An event that ingest takes: the catalogue's example of that type. */
    static byte[] event(String type, String id) {
        return ("{\"event\":\"" + type + "\",\"id\":\"" + id + "\",\"data\":" + EXAMPLES.get(type) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The ceiling: what a process of its own achieves with the bare client. */
    static double bareClient(Sink sink, int posts, int inFlight) throws IOException {
        Process process = JavaProcess.of(
                        BareClient.class,
                        "256m",
                        sink.url("/fast/bare"),
                        Integer.toString(posts),
                        Integer.toString(inFlight),
                        Deliveries.BODY)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            String last = lines.lines().reduce((a, b) -> b).orElseThrow();
            return Double.parseDouble(last.substring(0, last.indexOf(' ')));
        }
    }

    /** Waits, but not for ever: what has not come by then shows in the figures. */
    static void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                System.err.println("Not all arrived within " + limit + "; the figures say how many did");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable part : closedFirst) {
            part.close();
        }
        client.close();
        system.close();
        sink.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(system.variable("HOOKLINE_REGISTRY_URL") + path))
                .header("Authorization", "Bearer " + system.variable("HOOKLINE_TOKEN"))
                .header("Content-Type", "application/json");
    }

    private static String idOfCreated(HttpResponse<String> response) {
        if (response.statusCode() != 201) {
            throw new IllegalStateException("Cannot create a webhook: " + response.body());
        }
        return JsonMapper.shared().readTree(response.body()).get("id").asString();
    }
}
