package io.hookline.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two stacks out of one data directory. The system lets go of it when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            requireSpace(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CannotStart("Another local stack is running on " + directory + "; stop that one first.");
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new CannotStart("Cannot use " + directory + " for data: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void requireSpace(Path directory) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new CannotStart("Only " + free / (1 << 20) + " MB are free where " + directory
                    + " is; the local stack wants at least 1024 MB. Make room, then start again.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
