@NullMarked
package io.hookline.registry.secret;

import org.jspecify.annotations.NullMarked;
