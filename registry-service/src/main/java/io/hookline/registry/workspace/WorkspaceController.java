package io.hookline.registry.workspace;

import io.hookline.registry.RandomIds;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Given;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The administrator's calls on workspaces. */
@RestController
@RequestMapping("/api/v1/workspaces")
final class WorkspaceController {
    private static final int LONGEST_NAME = 200;

    private final Workspaces workspaces;
    private final RandomIds ids;
    private final Clock clock;

    WorkspaceController(Workspaces workspaces, RandomIds ids, Clock clock) {
        this.workspaces = workspaces;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    Mono<ResponseEntity<Workspace>> create(Fields fields) {
        Workspace workspace = read(fields);
        return workspaces.add(workspace).map(added -> {
            if (!added) {
                throw Rejected.because(HttpStatus.CONFLICT, "There is a workspace " + workspace.id() + " already.");
            }
            return ResponseEntity.created(URI.create("/api/v1/workspaces/" + workspace.id()))
                    .body(workspace);
        });
    }

    @GetMapping
    Mono<Page<Workspace>> list() {
        return workspaces.all().collectList().map(all -> new Page<>(all, null));
    }

    @PatchMapping("/{workspace}")
    Mono<Workspace> change(@PathVariable String workspace, Fields fields) {
        Given<String> name = name(fields);
        if (name.present() && name.value() == null) {
            fields.rejectMissing("name");
        }
        Given<String> contactEmail = contactEmail(fields);
        fields.end();
        return workspaces
                .change(WorkspaceId.parse(workspace), name.value(), contactEmail)
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("workspace")));
    }

    private Workspace read(Fields fields) {
        String id = fields.text("id", WorkspaceId::problem).orElse(null);
        String name = name(fields).orElse(null);
        if (name == null) {
            fields.rejectMissing("name");
        }
        String contactEmail = contactEmail(fields).orElse(null);
        fields.end();
        return new Workspace(
                id == null ? ids.next(WorkspaceId.PREFIX) : id,
                Objects.requireNonNull(name),
                contactEmail,
                clock.instant());
    }

    private static Given<String> name(Fields fields) {
        return fields.text("name", text -> PlainText.problem(text, LONGEST_NAME));
    }

    private static Given<String> contactEmail(Fields fields) {
        return fields.text("contactEmail", ContactRule::problem);
    }
}
