package io.hookline.registry.subscription;

import io.hookline.registry.RandomIds;
import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.catalogue.EventTypes;
import io.hookline.registry.catalogue.Example;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Given;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.body.CompactJson;
import io.hookline.schemas.body.EventBody;
import io.hookline.schemas.filter.ContentFilter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a content filter would let through, without a webhook that has it. */
@RestController
final class FilterController {
    private static final int LONGEST_TEXT = 200;

    /** What a filter says about one event. */
    record Verdict(boolean matches) {}

    /** What it says about the example of each event type. */
    record Verdicts(List<String> matching, List<String> notMatching) {}

    /** An event as a caller writes it, who may leave out what each has anyway. */
    private record GivenEvent(
            @Nullable String type,
            @Nullable ObjectNode data,
            @Nullable String timestamp,
            @Nullable String workspaceId,
            @Nullable String id) {}

    private final EventTypes types;
    private final RandomIds ids;
    private final Clock clock;

    FilterController(EventTypes types, RandomIds ids, Clock clock) {
        this.types = types;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/api/v1/webhooks/filter/test")
    Mono<Object> test(@CallersWorkspace WorkspaceId workspace, Fields fields) {
        Given<String> text = FilterRule.read(fields);
        if (text.value() == null) {
            fields.rejectMissing("filter");
        }
        Given<GivenEvent> event = fields.object("event", FilterController::read);
        fields.end();
        ContentFilter filter = FilterRule.filter(Objects.requireNonNull(text.value()));
        return event.value() == null
                ? verdicts(filter, workspace)
                : Mono.just(new Verdict(passes(filter, event.value(), workspace)));
    }

    private static GivenEvent read(Fields fields) {
        GivenEvent event = new GivenEvent(
                text(fields, "event"),
                fields.json("data").value(),
                text(fields, "timestamp"),
                text(fields, "workspaceId"),
                text(fields, "id"));
        if (event.type() == null) {
            fields.rejectMissing("event");
        }
        if (event.data() == null) {
            fields.rejectMissing("data");
        }
        return event;
    }

    private static @Nullable String text(Fields fields, String name) {
        return fields.text(name, text -> PlainText.problem(text, LONGEST_TEXT)).value();
    }

    private boolean passes(ContentFilter filter, GivenEvent event, WorkspaceId workspace) {
        EventBody body = new EventBody(
                Objects.requireNonNull(event.type()),
                Objects.requireNonNullElse(event.timestamp(), clock.instant().toString()),
                Objects.requireNonNullElse(event.workspaceId(), workspace.value()),
                Objects.requireNonNullElseGet(event.id(), () -> ids.next("evt_")));
        Object data = JsonMapper.shared().convertValue(event.data(), Object.class);
        try {
            return filter.matches(ContentFilter.event(body.render(CompactJson.of(data))));
        } catch (UncheckedIOException e) {
            throw Rejected.field("event.data", "is nested too deeply for an event");
        }
    }

    private Mono<Object> verdicts(ContentFilter filter, WorkspaceId workspace) {
        return types.examples(workspace)
                .collect(Collectors.partitioningBy(
                        example -> passes(filter, example, workspace),
                        Collectors.mapping(Example::type, Collectors.toList())))
                .map(FilterController::shown);
    }

    private boolean passes(ContentFilter filter, Example example, WorkspaceId workspace) {
        EventBody body = new EventBody(example.type(), clock.instant().toString(), workspace.value(), ids.next("evt_"));
        return filter.matches(ContentFilter.event(example.render(body)));
    }

    private static Verdicts shown(Map<Boolean, List<String>> byMatch) {
        return new Verdicts(Objects.requireNonNull(byMatch.get(true)), Objects.requireNonNull(byMatch.get(false)));
    }
}
