package io.hookline.client.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Where headers are read from: {@code request::getHeader} of a servlet, {@code headers::getFirst} of Spring, or the
 * like.
 */
@FunctionalInterface
public interface HeaderSource {
    /** The first value of a header, whatever the case of its name; null if it is not there. */
    @Nullable
    String first(String name);
}
