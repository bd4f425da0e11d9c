package io.hookline.ingest.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The platforms that posts are published to, and the fields of their callbacks whose meaning is known. */
public enum Platform {
    INSTAGRAM,
    TIKTOK,
    YOUTUBE;

    public static Optional<Platform> named(String name) {
        return Arrays.stream(values())
                .filter(platform -> platform.wireName().equals(name))
                .findFirst();
    }

    /** All of them, for a sentence. */
    public static String names() {
        return Arrays.stream(values()).map(Platform::wireName).collect(Collectors.joining(", "));
    }

    /** As paths, bodies and records spell it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The record key of all that concerns one post on this platform. */
    public String key(String externalPostId) {
        return wireName() + ":" + externalPostId;
    }

    /** Fields that are strings where they are present. */
    List<String> texts() {
        return switch (this) {
            case INSTAGRAM -> List.of("media_url", "status", "timestamp");
            case TIKTOK -> List.of("task_id", "video_url", "timestamp");
            case YOUTUBE -> List.of("videoId", "publishAt", "status", "timestamp");
        };
    }

    /** Fields that are true or false where they are present. */
    List<String> flags() {
        return switch (this) {
            case TIKTOK -> List.of("complete");
            case INSTAGRAM, YOUTUBE -> List.of();
        };
    }
}
