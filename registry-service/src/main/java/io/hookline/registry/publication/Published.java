package io.hookline.registry.publication;

import io.hookline.schemas.Topics;
import io.r2dbc.spi.Readable;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of thing whose newest state belongs on a compacted topic. Its table has the columns {@code id} (the key of its records),
 * {@code version}, {@code published_version} (what Kafka has acknowledged), {@code deleted} and {@code updated_at}.
 *
 * @param table its table
 * @param columns what to select to read one; {@code id} and {@code version} are among them
 * @param topic where it belongs
 * @param lock keeps publishers of all instances apart: any number that no other lock in the database has
 * @param read makes it of a row
 * @param encode makes a record's value of it, for the topic of that name
 * @param publishedCounter the metric that counts changes that reached Kafka
 * @param unpublishedGauge the metric that tells how many have not
 */
public record Published<T>(
        String table,
        String columns,
        Topics topic,
        long lock,
        Function<Readable, T> read,
        BiFunction<String, T, byte[]> encode,
        String publishedCounter,
        String unpublishedGauge) {}
