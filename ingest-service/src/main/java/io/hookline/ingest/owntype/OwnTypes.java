package io.hookline.ingest.owntype;

import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All event types of workspaces' own, in memory. One thread writes, any number read: they see nothing before all is there, so
 * that no event is checked against what its type was long ago.
 */
@Component
public final class OwnTypes {
    private Map<Key, OwnType> written = new ConcurrentHashMap<>();
    private volatile @Nullable Map<Key, OwnType> complete;

    OwnTypes(MeterRegistry meters) {
        Gauge.builder("hookline.ingest.types", this, OwnTypes::count)
                .description("Event types of workspaces' own that this instance knows; NaN until it has read them all")
                .register(meters);
    }

    private record Key(String workspaceId, String type) {}

    /** The type of that name, if there is one; ends the request with 503 as long as not all of them are there. */
    public Optional<OwnType> find(String workspaceId, String type) {
        Map<Key, OwnType> known = complete;
        if (known == null) {
            throw new Rejected(Problem.unavailable(
                    "This is no type of the catalogue, and your own types are not known yet; send the request again."));
        }
        return Optional.ofNullable(known.get(new Key(workspaceId, type)));
    }

    /** What comes from here on is everything; until it is complete, readers see what there was before. */
    void beginAnew() {
        written = new ConcurrentHashMap<>();
    }

    void put(String workspaceId, OwnType type) {
        written.merge(
                new Key(workspaceId, type.name()),
                type,
                (known, newer) -> known.version() > newer.version() ? known : newer);
    }

    void remove(String workspaceId, String type) {
        written.remove(new Key(workspaceId, type));
    }

    void complete() {
        complete = written;
    }

    private double count() {
        Map<Key, OwnType> known = complete;
        return known == null ? Double.NaN : known.size();
    }
}
