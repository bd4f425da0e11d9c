package io.hookline.ingest;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answers to batches. */
final class BatchAnswers {
    private static final JsonMapper JSON = new JsonMapper();

    private BatchAnswers() {}

    static JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static List<JsonNode> items(HttpResponse<String> answer) {
        return List.copyOf(read(answer).path("items").values());
    }

    static List<String> ids(HttpResponse<String> answer) {
        return items(answer).stream().map(item -> item.path("id").asString("")).toList();
    }

    static List<Integer> statuses(HttpResponse<String> answer) {
        return items(answer).stream().map(item -> item.path("status").asInt()).toList();
    }
}
