/** A platform calls back about a publish. */
@NullMarked
package io.hookline.ingest.platform;

import org.jspecify.annotations.NullMarked;
