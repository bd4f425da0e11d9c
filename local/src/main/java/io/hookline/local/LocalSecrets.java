package io.hookline.local;

import io.hookline.registry.secret.KeySets;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The secrets of one local stack, made at its first start and kept beside its data, readable by its owner alone. */
final class LocalSecrets {
    private static final String FILE = "secrets.properties";

    private final Path file;
    private final Properties values;

    private LocalSecrets(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    static LocalSecrets loadOrCreate(Path directory) {
        LocalSecrets secrets = new LocalSecrets(directory.resolve(FILE), new Properties());
        if (Files.exists(secrets.file)) {
            secrets.load();
        } else {
            secrets.values.setProperty("keyset", KeySets.generate());
            secrets.values.setProperty("admin-token", random("adm_"));
            secrets.values.setProperty("internal-secret", random("int_"));
            secrets.save();
        }
        return secrets;
    }

    String keyset() {
        return values.getProperty("keyset");
    }

    String adminToken() {
        return values.getProperty("admin-token");
    }

    String internalSecret() {
        return values.getProperty("internal-secret");
    }

    /** The workspace's token, once there is one. */
    @Nullable
    String workspaceToken() {
        return values.getProperty("workspace-token");
    }

    void keepWorkspaceToken(String token) {
        values.setProperty("workspace-token", token);
        save();
    }

    private static String random(String prefix) {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void load() {
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save() {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (Writer writer = Files.newBufferedWriter(file)) {
                values.store(writer, "Secrets of this local stack");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
