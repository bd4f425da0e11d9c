package io.hookline.bench;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;
import static org.springframework.web.reactive.function.server.RouterFunctions.toHttpHandler;

import io.hookline.schemas.Topics;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The ceiling of ingest-service: a WebFlux handler that produces the body of each request as it is, with the same producer
 * settings, and answers 202 once Kafka has it. Neither Spring Boot nor a look into the body. A process of its own: prints its
 * port, ends with its input.
 */
public final class BareIngest {
    /** As many as the topics of events have. */
    static final int PARTITIONS = Topics.EVENTS_ANALYTICS.partitions();

    private static final String TOPIC = "bench.bare";
    private static final String PATH = "/bare";
    private static final String PORT = "port ";

    private final Producer<String, byte[]> producer;
    private final AtomicLong key = new AtomicLong();

    /** The process, seen from outside. */
    record Running(Process process, String url) implements Closeable {

        /** Starts it, with a topic like those that it is compared with. */
        static Running start(String kafka) throws IOException, InterruptedException, ExecutionException {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                        .all()
                        .get();
            }
            Process process = JavaProcess.of(BareIngest.class, "256m", kafka)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines = process.inputReader();
            String line = lines.readLine();
            while (line != null && !line.startsWith(PORT)) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The bare handler did not start");
            }
            return new Running(process, "http://localhost:" + line.substring(PORT.length()) + PATH);
        }

        Duration processorTime() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private BareIngest(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Serves until its input ends.
     *
     * @param arguments bootstrap servers
     */
    public static void main(String[] arguments) throws IOException {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", arguments[0], "acks", "all", "compression.type", "lz4", "linger.ms", 1),
                new StringSerializer(),
                new ByteArraySerializer())) {
            RouterFunction<ServerResponse> routes =
                    route().POST(PATH, new BareIngest(producer)::receive).build();
            DisposableServer server = HttpServer.create()
                    .bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .handle(new ReactorHttpHandlerAdapter(toHttpHandler(routes)))
                    .bindNow();
            System.out.println(PORT + server.port());
            while (System.in.read() >= 0) {
                // Nothing is told but the end.
            }
            server.disposeNow();
        }
    }

    private Mono<ServerResponse> receive(ServerRequest request) {
        return request.bodyToMono(byte[].class)
                .flatMap(this::write)
                .then(ServerResponse.accepted().build());
    }

    /** Keys spread over the partitions as those of events do. */
    private Mono<Void> write(byte[] body) {
        return Mono.create(sink -> {
            var _ = producer.send(
                    new ProducerRecord<>(TOPIC, Long.toString(key.incrementAndGet()), body), (metadata, error) -> {
                        if (error == null) {
                            sink.success();
                        } else {
                            sink.error(error);
                        }
                    });
        });
    }
}
