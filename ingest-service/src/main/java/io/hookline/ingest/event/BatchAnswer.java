package io.hookline.ingest.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookline.ingest.http.FieldError;
import io.hookline.ingest.http.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * What became of each event of a batch, in the order of the batch.
 *
 * @param accepted how many are safe
 * @param rejected how many are not
 */
record BatchAnswer(int accepted, int rejected, List<Item> items) {

    static BatchAnswer of(List<Item> items) {
        int accepted = Math.toIntExact(
                items.stream().filter(Accepted.class::isInstance).count());
        return new BatchAnswer(accepted, items.size() - accepted, items);
    }

    /** One event's answer; the same status that it would have had on its own. */
    sealed interface Item {
        int status();
    }

    record Accepted(int index, int status, String id, String event) implements Item {
        static Accepted of(int index, Event event) {
            return new Accepted(index, HttpStatus.ACCEPTED.value(), event.id(), event.type());
        }
    }

    /**
     * An event that was not taken.
     *
     * @param detail what to change, for people
     * @param errors which fields are wrong; left out if it is not about fields
     */
    record Refused(
            int index,
            int status,
            String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) implements Item {
        static Refused of(int index, Problem problem) {
            return new Refused(index, problem.status().value(), problem.detail(), problem.errors());
        }
    }

    boolean has(HttpStatus status) {
        return items.stream().anyMatch(item -> item.status() == status.value());
    }
}
