package io.hookline.dispatch.fanout;

import io.hookline.dispatch.ShortBenchmark;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.openjdk.jmh.annotations.Benchmark;

/** The JSON body of an event, from its Avro record. */
public class RenderingBenchmark extends ShortBenchmark {
    private final EventHeaders headers = Mentions.headers(0);
    private final GenericRecord mention =
            (GenericRecord) GenericData.get().deepCopy(Mentions.SCHEMA, Mentions.mention());

    @Benchmark
    public ByteBuffer body() {
        return headers.body().render(mention);
    }
}
