@NullMarked
package io.hookline.registry.redelivery;

import org.jspecify.annotations.NullMarked;
