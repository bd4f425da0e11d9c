/** The record of deliveries: what dispatch-service reports, kept and shown. */
@NullMarked
package io.hookline.registry.delivery;

import org.jspecify.annotations.NullMarked;
