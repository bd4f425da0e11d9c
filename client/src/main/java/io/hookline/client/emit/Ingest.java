package io.hookline.client.emit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events go. */
@FunctionalInterface
interface Ingest {
    /**
     * Posts them in one request and waits for the answer. Never throws anything else than that it was interrupted.
     *
     * @param workspaceId whose they are; null: not said
     */
    IngestAnswer post(@Nullable String workspaceId, List<Pending> events) throws InterruptedException;
}
