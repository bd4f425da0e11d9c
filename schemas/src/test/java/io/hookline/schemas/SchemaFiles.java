package io.hookline.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schema files of this module, as they are in the source tree. */
final class SchemaFiles {
    static final Path EVENTS = Path.of("src/main/avro/event");
    private static final Path ALL = Path.of("src/main/avro");
    private static final Path RELEASED = Path.of("src/released");
    /** Defines a record that another file refers to, so it is parsed first. */
    private static final Path SHARED = ALL.resolve("delivery/DeliveryRequested.avsc");

    private SchemaFiles() {}

    /** Every record that is written to Kafka, one per file. */
    static Stream<Schema> current() {
        return in(ALL).stream().map(SchemaFiles::parse);
    }

    /** The versions of a record that were ever released, oldest first. */
    static List<Schema> released(Schema current) {
        Path directory = RELEASED.resolve(current.getName());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        return in(directory).stream().map(SchemaFiles::parse).toList();
    }

    static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema parse(Path file) {
        try {
            Schema.Parser parser = new Schema.Parser();
            if (file.startsWith(ALL) && !file.equals(SHARED)) {
                parser.parse(SHARED.toFile());
            }
            return parser.parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
