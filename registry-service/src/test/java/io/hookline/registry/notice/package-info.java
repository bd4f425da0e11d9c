@NullMarked
package io.hookline.registry.notice;

import org.jspecify.annotations.NullMarked;
