/** The promises of the README, each kept or broken by the whole system. */
@NullMarked
package io.hookline.local;

import org.jspecify.annotations.NullMarked;
