@NullMarked
package io.hookline.registry.http;

import org.jspecify.annotations.NullMarked;
