package io.hookline.dispatch.sending;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;

/**
 * A POST request, ready to be sent.
 *
 * @param headers all but {@code Host} and {@code Content-Length}, in the order in which they are sent; not a copy, and not to be
 *     changed any more
 * @param body exactly these bytes; nobody changes them, or where the buffer stands
 */
public record SignedRequest(URI url, Map<String, String> headers, ByteBuffer body) {

    public SignedRequest {
        headers = Collections.unmodifiableMap(headers);
    }

    /** Without headers and body: they are secrets and the customer's. */
    @Override
    public String toString() {
        return "SignedRequest[" + url.getHost() + "]";
    }
}
