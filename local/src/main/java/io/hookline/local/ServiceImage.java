package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service's executable jar unpacked, and what a JVM learned about it in a training run: with its AOT cache the service is
 * ready in a third of the time. Belongs to that one jar: its directory is called by the jar's checksum.
 */
final class ServiceImage {
    private static final int CHECKSUM_DIGITS = 16;

    private final Path jar;
    private final Path directory;

    private ServiceImage(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    static ServiceImage of(Path modules, Service service) {
        Path target = modules.resolve(service.module()).resolve("target");
        Path jar = executable(service, target);
        return new ServiceImage(jar, target.resolve("image-" + checksum(jar)));
    }

    boolean isTrained() {
        return Files.exists(cache());
    }

    /** How to run it, as fast as it can be: from the image if that is trained, otherwise from the executable jar. */
    List<String> launch() {
        return isTrained()
                ? List.of("-XX:AOTCache=" + cache(), "-jar", unpacked().toString())
                : List.of("-jar", jar.toString());
    }

    /** How to run it so that it is trained when it ends. */
    List<String> train() {
        return List.of("-XX:AOTCacheOutput=" + cache(), "-jar", unpacked().toString());
    }

    /** Unpacks the executable jar, which Spring Boot does itself. */
    void unpack(Path java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        directory.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("Cannot unpack " + jar);
        }
    }

    Path directory() {
        return directory;
    }

    private Path unpacked() {
        return directory.resolve(jar.getFileName());
    }

    private Path cache() {
        return directory.resolve("app.aot");
    }

    private static Path executable(Service service, Path target) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No executable jar in " + target))
                    .toAbsolutePath()
                    .normalize();
        } catch (IOException e) {
            throw new UncheckedIOException("Build " + service.module() + " first", e);
        }
    }

    private static String checksum(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest).substring(0, CHECKSUM_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
