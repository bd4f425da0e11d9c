package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(int status, HttpResponse<String> response) {
    public String body() {
        return response.body();
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(response.body());
    }

    public String text(String field) {
        return json().path(field).asString();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public List<JsonNode> items() {
        return StreamSupport.stream(json().get("items").spliterator(), false).toList();
    }

    public Answer expect(int expected) {
        assertThat(status)
                .as(response.request().method() + " " + response.uri() + ": " + body())
                .isEqualTo(expected);
        return this;
    }

    /** {@code field: message} of each error of a problem. */
    public List<String> errors() {
        return StreamSupport.stream(json().path("errors").spliterator(), false)
                .map(error -> error.get("field").asString() + ": "
                        + error.get("message").asString())
                .toList();
    }
}
