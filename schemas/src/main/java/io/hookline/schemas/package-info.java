/** The wire: topics, headers, serde and the catalogue of event types. No Spring, no logic of any service. */
@NullMarked
package io.hookline.schemas;

import org.jspecify.annotations.NullMarked;
