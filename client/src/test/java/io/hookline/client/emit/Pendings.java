package io.hookline.client.emit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes events on their way, and collects what became of them. */
final class Pendings {
    private final List<Emitted> settled = new CopyOnWriteArrayList<>();

    Pending of(String id) {
        return of(id, null, 0);
    }

    Pending of(String id, @Nullable String workspaceId, long emittedAt) {
        Event event = Event.of("post.created", Map.of()).withId(id).inWorkspace(workspaceId);
        return new Pending(event, id, bytes(id), emittedAt, false, settled::add);
    }

    Pending urgent(String id) {
        return new Pending(Event.of("post.created", Map.of()), id, bytes(id), 0, true, settled::add);
    }

    /** {@code e0}, {@code e1} and so on. */
    List<Pending> several(int count) {
        return IntStream.range(0, count).mapToObj(i -> of("e" + i)).toList();
    }

    List<Emitted> settled() {
        return settled;
    }

    static List<String> ids(List<Pending> pendings) {
        return pendings.stream().map(Pending::id).toList();
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
