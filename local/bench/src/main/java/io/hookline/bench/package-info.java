/** Benchmarks of the whole system. Load and sink are this process; the system is others. */
@NullMarked
package io.hookline.bench;

import org.jspecify.annotations.NullMarked;
