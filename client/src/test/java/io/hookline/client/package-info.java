/** Tests of the client against a server on loopback. */
@NullMarked
package io.hookline.client;

import org.jspecify.annotations.NullMarked;
