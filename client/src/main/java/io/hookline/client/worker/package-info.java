/**
 * Tells the submitter of a video job how it goes; {@link io.hookline.client.worker.WorkerCallbacks} is where to begin.
 */
@NullMarked
package io.hookline.client.worker;

import org.jspecify.annotations.NullMarked;
