@NullMarked
package io.hookline.registry.access;

import org.jspecify.annotations.NullMarked;
