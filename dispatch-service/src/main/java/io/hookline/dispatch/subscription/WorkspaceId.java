package io.hookline.dispatch.subscription;

/** Names a workspace, whose subscriptions receive its events and no other's. */
public record WorkspaceId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
