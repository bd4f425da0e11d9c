package io.hookline.reconciliation.publish;

/** A post as its platform knows it. Several workspaces may wait for news of the same one. */
public record PostKey(Platform platform, String externalPostId) {}
