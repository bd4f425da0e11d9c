package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.News;
import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Publish;
import io.hookline.reconciliation.publish.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies callbacks to publishes in memory, one after another, and gathers what is to be written. Pure: it knows only what it
 * was given. Not thread-safe.
 */
final class Reconciliation {

    /**
     * What came of a callback, for one publish or for want of one.
     *
     * @param transition what it did, unless it was parked or repeated
     */
    record Result(
            Callback callback,
            CallbackResult result,
            @Nullable Transition transition) {}

    /** The publishes of each post, by id, in the order in which they were given. */
    private final Map<PostKey, Map<String, Publish>> publishes = new LinkedHashMap<>();

    private final Set<String> applied;
    private final Instant now;
    private final List<Result> results = new ArrayList<>();

    /**
     * Starts from what is known.
     *
     * @param known all publishes of all posts that callbacks will be about
     * @param applied ids of those ledger lines that say which callback a publish has got already
     */
    Reconciliation(Collection<Publish> known, Set<String> applied, Instant now) {
        known.forEach(this::put);
        this.applied = new HashSet<>(applied);
        this.now = now;
    }

    /** Applies a callback to every publish of its post, or parks it if there is none. */
    void apply(Callback callback) {
        Collection<Publish> addressees =
                List.copyOf(publishes.getOrDefault(callback.post(), Map.of()).values());
        if (addressees.isEmpty()) {
            results.add(new Result(callback, CallbackResult.PARKED, null));
        } else {
            News news = news(callback);
            addressees.forEach(publish -> results.add(apply(callback, news, publish)));
        }
    }

    /** What came of all callbacks, in their order. */
    List<Result> results() {
        return List.copyOf(results);
    }

    /** What happened to publishes, in order. */
    List<Transition> transitions() {
        return results.stream()
                .map(Result::transition)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Callbacks for which there is no publish yet. */
    List<Callback> parked() {
        return results.stream()
                .filter(result -> result.result() == CallbackResult.PARKED)
                .map(Result::callback)
                .toList();
    }

    private Result apply(Callback callback, News news, Publish publish) {
        if (!applied.add(publish.receivedEntryId(callback.id()))) {
            return new Result(callback, CallbackResult.REPEATED, null);
        }
        Transition transition = publish.hear(news, now);
        put(transition.publish());
        return new Result(callback, CallbackResult.of(transition.outcome()), transition);
    }

    private void put(Publish publish) {
        publishes.computeIfAbsent(publish.post(), _ -> new LinkedHashMap<>()).put(publish.id(), publish);
    }

    private static News news(Callback callback) {
        return new News(
                callback.id(),
                CallbackMeaning.of(callback),
                callback.receivedAt(),
                WebhookFields.extraMetadata(callback),
                WebhookFields.ledgerMetadata(callback),
                callback.traceparent());
    }
}
