package io.hookline.client.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the client's typed events from the event schemas: a record for each, and one interface with a method for each.
 * Started by the build as {@code java GenerateEvents.java <directory with *.avsc> <directory to write to>}.
 */
final class GenerateEvents {
    private GenerateEvents() {}

    public static void main(String[] arguments) throws IOException {
        List<EventSchema> events = read(Path.of(arguments[0]));
        Map<String, String> sources = new TreeMap<>();
        for (EventSchema event : events) {
            event.records().forEach(record -> sources.put(record.qualifiedName(), new RecordSource(record).render()));
        }
        sources.put(EmitterSource.QUALIFIED_NAME, new EmitterSource(events).render());
        write(sources, Path.of(arguments[1]));
    }

    private static List<EventSchema> read(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .map(EventSchema::read)
                    .toList();
        }
    }

    /**
     * Leaves alone what is as it should be, so that it is not compiled again, and removes what no schema asks for any
     * more.
     */
    private static void write(Map<String, String> sources, Path directory) throws IOException {
        Map<Path, String> files = sources.entrySet().stream()
                .collect(Collectors.toMap(
                        source -> directory.resolve(source.getKey().replace('.', '/') + ".java"), Map.Entry::getValue));
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = file.getKey();
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        removeOthers(directory, files.keySet());
    }

    private static void removeOthers(Path directory, Set<Path> wanted) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (!wanted.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
