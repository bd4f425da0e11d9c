/**
 * The data of each event type, as records; all but {@link io.hookline.client.event.EventData} are made from the schemas
 * by the build.
 */
@NullMarked
package io.hookline.client.event;

import org.jspecify.annotations.NullMarked;
