package io.hookline.registry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import org.junit.jupiter.api.Test;

final class WorkspaceIT {
    private static final String WORKSPACES = "/api/v1/workspaces";

    private final RunningRegistry registry = RunningRegistry.shared();

    @Test
    void hasAContactThatCanBeSetChangedAndCleared() {
        Answer made = registry.post(RunningRegistry.ADMIN, WORKSPACES, """
                {"name": "Acme", "contactEmail": "hooks@example.com"}""").expect(201);
        String path = WORKSPACES + "/" + made.text("id");
        assertThat(made.text("contactEmail")).isEqualTo("hooks@example.com");

        Answer renamed = registry.patch(RunningRegistry.ADMIN, path, "{\"name\": \"Acme 2\"}")
                .expect(200);

        assertThat(renamed.text("name")).isEqualTo("Acme 2");
        assertThat(renamed.text("contactEmail")).isEqualTo("hooks@example.com");
        assertThat(registry.patch(RunningRegistry.ADMIN, path, "{\"contactEmail\": \"other@example.com\"}")
                        .expect(200)
                        .text("contactEmail"))
                .isEqualTo("other@example.com");
        Answer cleared = registry.patch(RunningRegistry.ADMIN, path, "{\"contactEmail\": null}")
                .expect(200);
        assertThat(cleared.json().get("contactEmail").isNull()).isTrue();
        assertThat(cleared.text("name")).isEqualTo("Acme 2");
    }

    @Test
    void refusesWhatIsNoContact() {
        String path = WORKSPACES + "/" + registry.newWorkspace();

        assertThat(registry.patch(RunningRegistry.ADMIN, path, """
                {"contactEmail": "a@example.com\\nBcc: b@example.com"}""").expect(400).errors())
                .containsExactly("contactEmail: must be ASCII without spaces");
        assertThat(registry.patch(RunningRegistry.ADMIN, path, "{\"name\": null}")
                        .expect(400)
                        .errors())
                .containsExactly("name: is required");
        assertThat(registry.patch(RunningRegistry.ADMIN, path, "{\"colour\": \"red\"}")
                        .expect(400)
                        .errors())
                .containsExactly("colour: is not a field of this call");
        registry.patch(RunningRegistry.ADMIN, WORKSPACES + "/ws_nobody", "{}").expect(404);
    }
}
