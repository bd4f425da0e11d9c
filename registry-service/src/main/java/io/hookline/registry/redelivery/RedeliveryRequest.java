package io.hookline.registry.redelivery;

import io.hookline.registry.http.Fields;
import io.hookline.registry.http.IsoTime;
import java.time.Instant;
import java.util.Objects;

/**
 * What a call asks to be delivered again.
 *
 * @param until the time of the call, unless it named an earlier one
 * @param dryRun whether it is only to be counted
 */
record RedeliveryRequest(RedeliveryKind kind, Instant since, Instant until, boolean dryRun) {
    static RedeliveryRequest read(Fields fields, Instant now) {
        String kind = fields.text("kind", RedeliveryKind::problem).value();
        String since = fields.text("since", IsoTime::problem).value();
        String until = fields.text("until", IsoTime::problem).value();
        boolean dryRun = Boolean.TRUE.equals(fields.bool("dryRun").value());
        if (kind == null) {
            fields.rejectMissing("kind");
        }
        if (since == null) {
            fields.rejectMissing("since");
        }
        fields.end();
        Instant from = IsoTime.parse(Objects.requireNonNull(since));
        Instant to = until == null || IsoTime.parse(until).isAfter(now) ? now : IsoTime.parse(until);
        if (!from.isBefore(to)) {
            fields.reject("since", "must be before now, and before until if that is given");
            fields.end();
        }
        return new RedeliveryRequest(RedeliveryKind.of(Objects.requireNonNull(kind)), from, to, dryRun);
    }
}
