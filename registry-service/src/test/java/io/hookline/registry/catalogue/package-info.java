@NullMarked
package io.hookline.registry.catalogue;

import org.jspecify.annotations.NullMarked;
