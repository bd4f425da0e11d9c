package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a {@link ServiceImage} of each service: runs the whole system once, as processes, with some work for each, and keeps
 * what the JVMs learned. Images that fit their jars already are left alone.
 */
public final class TrainMain {
    private static final Path MODULES = Path.of("").toAbsolutePath();
    private static final int EVENTS = 500;

    private TrainMain() {}

    /**
     * Trains.
     *
     * @param jvmOptions options for each service's JVM, the same as it will run with
     */
    public static void main(String[] jvmOptions) throws IOException, InterruptedException {
        List<ServiceImage> images = Stream.of(Service.values())
                .map(service -> ServiceImage.of(MODULES, service))
                .toList();
        if (images.stream().allMatch(ServiceImage::isTrained)) {
            return;
        }
        System.out.println("Training the services, so that they start fast (a minute or two) …");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        for (ServiceImage image : images) {
            image.unpack(java);
        }
        Path directory = Files.createDirectories(MODULES.resolve(Path.of("local", "target", "training")));
        ProcessRunner runner = ProcessRunner.training(MODULES, directory, List.of(jvmOptions));
        LocalSettings settings = LocalSettings.onFreePorts(directory.resolve("data"), "1s");
        try (Stack stack = Stack.start(settings, runner, step -> {})) {
            work(stack.environment());
        }
        List<Path> untrained = images.stream()
                .filter(image -> !image.isTrained())
                .map(ServiceImage::directory)
                .toList();
        if (!untrained.isEmpty()) {
            throw new IllegalStateException("Not trained: " + untrained + "; see the logs in " + directory);
        }
    }

    /** Something for each service: a webhook, events for it, publishes and what became of them. */
    private static void work(Map<String, String> environment) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String receiver = environment.get("HOOKLINE_RECEIVER_URL") + "/hooks/training";
            post(client, environment, "HOOKLINE_REGISTRY_URL", "/api/v1/webhooks", """
                    {"url": "%s", "events": ["*"]}""".formatted(receiver));
            for (int i = 0; i < EVENTS; i++) {
                post(client, environment, "HOOKLINE_INGEST_URL", "/api/v1/events", """
                        {"event": "goal.achieved", "data": {"campaignId": "c%d", "goalType": "reach", "target": 1,
                         "achieved": 1, "percentageComplete": 100}}""".formatted(i));
                post(client, environment, "HOOKLINE_INGEST_URL", "/publishing/publishes", """
                        {"postId": "post_%d", "platform": "instagram", "external_post_id": "training-%d"}""".formatted(i, i));
                post(client, environment, "HOOKLINE_INGEST_URL", "/publishing/webhooks/instagram", """
                        {"external_post_id": "training-%d", "status": "published"}""".formatted(i));
            }
        }
    }

    private static void post(
            HttpClient client, Map<String, String> environment, String service, String path, String body) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(environment.get(service) + path))
                            .header("Authorization", "Bearer " + environment.get("HOOKLINE_TOKEN"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            // A callback may overtake its publish, which makes it 404, and no mistake.
            if (response.statusCode() >= 400 && response.statusCode() != 404) {
                throw new IllegalStateException(path + " answered " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
