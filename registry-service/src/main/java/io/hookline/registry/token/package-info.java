/** Workspace tokens: issued, listed, revoked, and the key that signs them. */
@NullMarked
package io.hookline.registry.token;

import org.jspecify.annotations.NullMarked;
