package io.hookline.schemas;

import com.microsoft.kiota.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.avro.InvalidNumberEncodingException;

/** Tells the registry's failures from the records'. */
final class RegistryFailures {
    private static final int NOT_FOUND = 404;
    private static final String CONFLUENT_NO_SUCH_SCHEMA = "40403";

    private RegistryFailures() {}

    static boolean areFrom(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(RegistryFailures::isTransport);
    }

    /**
     * Avro throws two kinds of I/O exception of its own, about bytes that are no record. That a schema does not exist is an
     * answer, and the record's fault; any other refusal (5xx, 401) is not.
     */
    private static boolean isTransport(Throwable cause) {
        return switch (cause) {
            case EOFException _, InvalidNumberEncodingException _ -> false;
            case ApiException answer -> answer.getResponseStatusCode() != NOT_FOUND;
            // Confluent's client throws an I/O exception for each answer.
            case IOException _ when String.valueOf(cause.getMessage()).contains(CONFLUENT_NO_SUCH_SCHEMA) -> false;
            case IOException _, TimeoutException _ -> true;
            default -> false;
        };
    }
}
