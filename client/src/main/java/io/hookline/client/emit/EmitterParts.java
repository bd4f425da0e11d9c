package io.hookline.client.emit;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts an emitter together, one part per method. */
final class EmitterParts {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final JsonMapper json = JsonMapper.builder().build();
    private final EventEmitter.Builder settings;
    private final Function<@Nullable String, String> tokens;

    EmitterParts(EventEmitter.Builder settings, Function<@Nullable String, String> tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    Rendering rendering() {
        return new Rendering(json);
    }

    EventBuffer buffer() {
        BatchLimits limits = new BatchLimits(settings.batchEvents, settings.batchBytes, settings.linger);
        return new EventBuffer(settings.capacity, settings.capacityBytes, limits);
    }

    Results results() {
        return new Results(settings.listener, System::nanoTime);
    }

    Sender sender(Results results) {
        RetryDelays delays =
                new RetryDelays(settings.firstBackoff, settings.longestBackoff, RandomGenerator.getDefault());
        return new Sender(
                ingest(), delays, TimeUnit.NANOSECONDS::sleep, System::nanoTime, settings.giveUpAfter, results);
    }

    private Ingest ingest() {
        AnswerReader reader = new AnswerReader(json, Clock.systemUTC());
        return new HttpIngest(client(), settings.events, tokens, settings.requestTimeout, reader);
    }

    private HttpClient client() {
        if (settings.httpClient != null) {
            return settings.httpClient;
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }
}
