package io.hookline.dispatch.signing;

import io.hookline.dispatch.ShortBenchmark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** Both signature headers of a body of 600 bytes. */
public class SigningBenchmark extends ShortBenchmark {
    private final ByteBuffer body = ByteBuffer.allocate(600).asReadOnlyBuffer();
    private final List<SigningSecret> secrets =
            List.of(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null));
    private final Instant at = Instant.ofEpochSecond(1_768_471_200);

    @Benchmark
    public Signatures signatures() {
        return Signatures.of("evt_8f14e45fceea167a5a36dedd4bea2543", body, secrets, at)
                .orElseThrow();
    }
}
