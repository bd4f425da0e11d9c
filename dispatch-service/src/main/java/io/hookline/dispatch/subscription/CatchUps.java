package io.hookline.dispatch.subscription;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Who waits until everything has been read that a topic holds now. Anyone may request, the reading thread does the rest. */
final class CatchUps {
    private final Queue<CompletableFuture<Void>> requests = new ConcurrentLinkedQueue<>();
    private final List<CatchUp> waiting = new ArrayList<>();

    CompletableFuture<Void> request() {
        CompletableFuture<Void> request = new CompletableFuture<>();
        requests.add(request);
        return request;
    }

    /** A new consumer begins: what the last one left incomplete counts as requested now. */
    void beginAnew() {
        waiting.forEach(catchUp -> requests.addAll(catchUp.requests));
        waiting.clear();
    }

    /** Looks up how far the topic reaches, for the requests that are new. */
    void begin(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        if (requests.isEmpty()) {
            return;
        }
        CatchUp catchUp = new CatchUp(new HashMap<>(), new ArrayList<>());
        // Kept before the look-up, which may fail.
        waiting.add(catchUp);
        for (CompletableFuture<Void> next = requests.poll(); next != null; next = requests.poll()) {
            catchUp.requests.add(next);
        }
        catchUp.ends.putAll(consumer.endOffsets(partitions));
    }

    /** Completes those whose end has been read. */
    void complete(Consumer<byte[], byte[]> consumer) {
        waiting.removeIf(catchUp -> catchUp.isComplete(consumer));
    }

    private record CatchUp(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> requests) {

        private boolean isComplete(Consumer<byte[], byte[]> consumer) {
            if (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return false;
            }
            requests.forEach(request -> request.complete(null));
            return true;
        }
    }
}
