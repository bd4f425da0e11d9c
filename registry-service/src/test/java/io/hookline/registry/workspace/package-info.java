@NullMarked
package io.hookline.registry.workspace;

import org.jspecify.annotations.NullMarked;
