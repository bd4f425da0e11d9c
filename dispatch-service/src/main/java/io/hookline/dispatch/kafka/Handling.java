package io.hookline.dispatch.kafka;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What became of a record that a {@link RecordHandler} was shown. */
public sealed interface Handling {

    /** Work on it has begun; {@code done} completes once Kafka holds its consequences, and never with an error. */
    record Begun(CompletableFuture<Void> done) implements Handling {}

    /** It is not to be touched before that instant, nor is any record behind it on its partition. */
    record NotBefore(Instant instant) implements Handling {}
}
