package io.hookline.ingest.event;

import io.hookline.ingest.security.Caller;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read.
 *
 * @param traceparent the header as it came; null without one
 * @param ids the id of the event at each place in the request, for those that bring none
 */
record Origin(Caller caller, @Nullable String traceparent, IntFunction<String> ids) {}
