/** What customers get: the JSON body of an event, and the id of its delivery. */
@NullMarked
package io.hookline.schemas.body;

import org.jspecify.annotations.NullMarked;
