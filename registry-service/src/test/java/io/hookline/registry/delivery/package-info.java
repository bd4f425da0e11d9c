@NullMarked
package io.hookline.registry.delivery;

import org.jspecify.annotations.NullMarked;
