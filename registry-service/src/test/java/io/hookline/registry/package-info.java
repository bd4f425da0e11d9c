@NullMarked
package io.hookline.registry;

import org.jspecify.annotations.NullMarked;
