package io.hookline.ingest.http;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Makes routes that are counted and that answer other methods with 405. */
@Component
public final class Routes {
    private final RequestCount count;

    Routes(RequestCount count) {
        this.count = count;
    }

    /** A route for POST under a path; {@code name} is its tag in metrics. */
    public RouterFunction<ServerResponse> post(String path, String name, HandlerFunction<ServerResponse> handler) {
        return route().POST(path, handler)
                .route(path(path), request -> Mono.error(new Rejected(Problem.methodNotAllowed("POST"))))
                .filter(count.of(name))
                .build();
    }
}
