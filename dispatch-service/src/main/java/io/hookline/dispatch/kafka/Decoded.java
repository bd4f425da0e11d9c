package io.hookline.dispatch.kafka;

/** What a record's bytes turned out to be. */
public sealed interface Decoded<T> {

    record Value<T>(T value) implements Decoded<T> {}

    /** It never will be decoded; {@code error} says why, for the dead-letter record. */
    record Undecodable<T>(String error) implements Decoded<T> {}

    /** The schema registry does not answer: try the same record again. */
    record RegistryAway<T>() implements Decoded<T> {}
}
