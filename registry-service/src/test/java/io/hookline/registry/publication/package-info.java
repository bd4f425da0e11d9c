@NullMarked
package io.hookline.registry.publication;

import org.jspecify.annotations.NullMarked;
