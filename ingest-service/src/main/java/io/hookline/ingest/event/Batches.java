package io.hookline.ingest.event;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.Answer;
import io.hookline.ingest.http.JsonList;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.kafka.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes many events at once: each is read by itself, those that are fit go to Kafka together, and the answer says what
 * became of each.
 */
@Component
final class Batches {
    private static final int MOST_EVENTS = 1_000;
    /** A batch of nothing but mistakes must not be answered with many times its size. */
    private static final int MOST_ERRORS_EACH = 10;

    private final JsonList list = new JsonList("events", MOST_EVENTS);
    private final EventReader reader;
    private final EventPublisher publisher;
    private final WorkThreads threads;
    private final BatchCount count;
    private final int largestEvent;

    Batches(
            EventReader reader,
            EventPublisher publisher,
            WorkThreads threads,
            BatchCount count,
            IngestProperties properties) {
        this.reader = reader;
        this.publisher = publisher;
        this.threads = threads;
        this.count = count;
        this.largestEvent = Math.toIntExact(properties.maxBody().toBytes());
    }

    /** An event of a batch, or why it is none. */
    private sealed interface Reading {
        record Fit(Event event) implements Reading {}

        record Unfit(Problem problem) implements Reading {}
    }

    boolean isBatch(byte[] body) {
        return list.isIn(body);
    }

    Mono<Answer> emit(byte[] body, Origin origin) {
        return threads.call(body.length, () -> read(body, origin))
                .flatMap(readings -> publisher.publish(events(readings)).map(safe -> answer(readings, safe)));
    }

    private List<Reading> read(byte[] body, Origin origin) {
        List<String> texts = list.cut(body);
        List<Reading> readings = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            readings.add(read(texts.get(i), origin, i));
        }
        return readings;
    }

    private Reading read(String text, Origin origin, int index) {
        if (text.isEmpty()) {
            return new Reading.Unfit(Problem.badRequest("An event must be a JSON object."));
        }
        if (isTooLarge(text)) {
            return new Reading.Unfit(
                    Problem.of(HttpStatus.CONTENT_TOO_LARGE, "An event may have at most " + largestEvent + " bytes."));
        }
        try {
            return new Reading.Fit(reader.read(StrictJson.object(text), origin, index));
        } catch (Rejected e) {
            return new Reading.Unfit(e.problem().withAtMost(MOST_ERRORS_EACH));
        }
    }

    /** Counts bytes only if the characters leave a doubt. */
    private boolean isTooLarge(String text) {
        int mostBytesOfAChar = 3;
        return text.length() > largestEvent
                || (text.length() > largestEvent / mostBytesOfAChar
                        && text.getBytes(StandardCharsets.UTF_8).length > largestEvent);
    }

    private static List<Event> events(List<Reading> readings) {
        List<Event> events = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            if (reading instanceof Reading.Fit(Event event)) {
                events.add(event);
            }
        }
        return events;
    }

    private Answer answer(List<Reading> readings, List<Boolean> safe) {
        Iterator<Boolean> outcomes = safe.iterator();
        List<BatchAnswer.Item> items = new ArrayList<>(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            items.add(
                    switch (readings.get(i)) {
                        case Reading.Fit(Event event) when outcomes.next() -> BatchAnswer.Accepted.of(i, event);
                        case Reading.Fit _ -> BatchAnswer.Refused.of(i, RecordWriter.notStored());
                        case Reading.Unfit(Problem problem) -> BatchAnswer.Refused.of(i, problem);
                    });
        }
        BatchAnswer answer = BatchAnswer.of(items);
        count.count(answer);
        return Answer.of(
                answer.rejected() == 0 ? HttpStatus.ACCEPTED : HttpStatus.MULTI_STATUS,
                answer,
                answer.has(HttpStatus.SERVICE_UNAVAILABLE)
                        ? Map.of(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER)
                        : Map.of());
    }
}
