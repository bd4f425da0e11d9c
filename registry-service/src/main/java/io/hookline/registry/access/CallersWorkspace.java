package io.hookline.registry.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.core.annotation.AuthenticationPrincipal;

/** On a {@code WorkspaceId} parameter of a handler: the workspace that the caller's token is for. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@AuthenticationPrincipal(
        expression = "new io.hookline.registry.workspace.WorkspaceId(getClaimAsString('workspace'))",
        errorOnInvalidType = true)
public @interface CallersWorkspace {}
