package io.hookline.dispatch.sending;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A POST request, ready to be sent.
 *
 * @param headers all but {@code Host} and {@code Content-Length}, in the order in which they are sent; not a copy, and not to be
 *     changed any more
 * @param body exactly these bytes; nobody changes them, or where the buffer stands
 * @param login has it carry a token too; null: it does not
 * @param certificate has it go over connections made with that; null: it need not
 */
public record SignedRequest(
        URI url,
        Map<String, String> headers,
        ByteBuffer body,
        @Nullable ClientCredentials login,
        @Nullable ClientCertificate certificate) {

    public SignedRequest {
        headers = Collections.unmodifiableMap(headers);
    }

    /** A request that is complete as it is. */
    public SignedRequest(URI url, Map<String, String> headers, ByteBuffer body) {
        this(url, headers, body, null, null);
    }

    /** Without headers and body: they are secrets and the customer's. */
    @Override
    public String toString() {
        return "SignedRequest[" + url.getHost() + "]";
    }
}
