package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
    @TempDir
    private Path directory;

    @Test
    void keepsASecondStackOutUntilTheFirstIsGone() throws IOException {
        DirectoryLock first = DirectoryLock.take(directory);
        assertThatThrownBy(() -> DirectoryLock.take(directory))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(directory.toString());

        first.close();

        try (DirectoryLock second = DirectoryLock.take(directory)) {
            assertThat(second).isNotNull();
        }
    }
}
