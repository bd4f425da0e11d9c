/** Secrets and how they are sealed. Clear text leaves this package only to be shown once or sealed. */
@NullMarked
package io.hookline.registry.secret;

import org.jspecify.annotations.NullMarked;
