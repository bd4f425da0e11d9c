@NullMarked
package io.hookline.registry.token;

import org.jspecify.annotations.NullMarked;
