package io.hookline.dispatch.signing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA256. One {@link Mac} for each thread: making one costs as much as signing a short body with it. */
final class Hmac {
    static final String ALGORITHM = "HmacSHA256";

    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Hmac::newMac);

    private Hmac() {}

    /** Signs the parts as if they were one; leaves their positions alone. */
    static byte[] sign(SecretKey key, ByteBuffer... parts) {
        Mac mac = MAC.get();
        try {
            mac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
        for (ByteBuffer part : parts) {
            mac.update(part.duplicate());
        }
        return mac.doFinal();
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
