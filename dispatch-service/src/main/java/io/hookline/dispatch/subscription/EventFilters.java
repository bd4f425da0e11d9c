package io.hookline.dispatch.subscription;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Reads filters. Who chooses by the same text shares one filter, which is forgotten when the last of them is. Not thread-safe.
 */
final class EventFilters {
    /** A key is the text that its filter holds, so an entry lives as long as the filter does. */
    private final Map<String, WeakReference<EventFilter>> known = new WeakHashMap<>();

    EventFilter read(String json) {
        WeakReference<EventFilter> reference = known.get(json);
        EventFilter shared = reference == null ? null : reference.get();
        if (shared != null) {
            return shared;
        }
        EventFilter fresh = EventFilter.read(json);
        // Putting would keep the key that there is, whose filter may be gone.
        known.remove(json);
        known.put(fresh.json(), new WeakReference<>(fresh));
        return fresh;
    }

    int size() {
        return known.size();
    }
}
