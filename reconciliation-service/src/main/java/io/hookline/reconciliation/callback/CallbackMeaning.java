package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.Verdict;
import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a callback means, platform by platform. Pure. */
final class CallbackMeaning {
    private static final String UNNAMED_CODE = "PLATFORM_ERROR";
    private static final String UNNAMED_ERROR = "The platform reported a failure without a reason";

    private CallbackMeaning() {}

    static Verdict of(Callback callback) {
        return switch (callback.post().platform()) {
            case INSTAGRAM ->
                byStatus(callback, callback.body().get("media_url").isPresent());
            case YOUTUBE ->
                byStatus(
                        callback,
                        callback.body().get("videoId").isPresent()
                                && callback.body().get("publishAt").isPresent());
            case TIKTOK -> byCompletion(callback);
        };
    }

    /**
     * Instagram and YouTube give a status word, or none.
     *
     * @param looksPublished what a callback without a status and without an error means
     */
    private static Verdict byStatus(Callback callback, boolean looksPublished) {
        return switch (status(callback.body())) {
            case "published" -> success(callback);
            case "failed", "error" -> failure(callback.body());
            case String _ when failed(callback.body()) -> failure(callback.body());
            case "" -> looksPublished ? success(callback) : new Progress();
            case String _ -> new Progress();
        };
    }

    /** TikTok says whether it is complete; with an error, that means the end and not the success. */
    private static Verdict byCompletion(Callback callback) {
        CallbackBody body = callback.body();
        String status = status(body);
        if (failed(body) || status.equals("failed") || status.equals("error")) {
            return failure(body);
        }
        return body.flag("complete").orElse(status.equals("published")) ? success(callback) : new Progress();
    }

    private static String status(CallbackBody body) {
        return body.text("status").orElse("").toLowerCase(Locale.ROOT);
    }

    private static boolean failed(CallbackBody body) {
        return error(body).isPresent() || code(body).isPresent();
    }

    private static Failure failure(CallbackBody body) {
        return new Failure(error(body).orElse(UNNAMED_ERROR), code(body).orElse(UNNAMED_CODE));
    }

    private static Optional<String> error(CallbackBody body) {
        return body.text("error")
                .or(() -> body.nestedText("error", "message"))
                .or(() -> body.text("error_message", "fail_reason", "reason"))
                // An error object in a shape of its own is still an error; its text is better than none.
                .or(() -> body.get("error")
                        .filter(error -> error.isObject() && !error.isEmpty())
                        .map(Object::toString));
    }

    private static Optional<String> code(CallbackBody body) {
        return body.text("errorCode", "error_code").or(() -> body.nestedText("error", "code"));
    }

    private static Success success(Callback callback) {
        CallbackBody body = callback.body();
        String externalPostId = callback.post().externalPostId();
        return switch (callback.post().platform()) {
            case INSTAGRAM, TIKTOK ->
                new Success(
                        externalPostId,
                        time(callback, "timestamp", "publishAt"),
                        body.text("media_url", "video_url", "url").orElse(null));
            case YOUTUBE ->
                new Success(
                        body.text("videoId").orElse(externalPostId),
                        // The time of the publication is the better one; the timestamp is that of the message about it.
                        time(callback, "publishAt", "timestamp"),
                        body.text("video_url", "url").orElse(null));
        };
    }

    private static Instant time(Callback callback, String... fields) {
        return Stream.of(fields)
                .flatMap(field -> callback.body().text(field).flatMap(CallbackMeaning::instant).stream())
                .findFirst()
                .orElse(callback.receivedAt());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
