@NullMarked
package io.hookline.registry.subscription;

import org.jspecify.annotations.NullMarked;
