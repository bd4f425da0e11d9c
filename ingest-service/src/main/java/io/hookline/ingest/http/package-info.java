/** What every route shares: reading a body within limits, strict JSON, problem details, the count of requests. */
@NullMarked
package io.hookline.ingest.http;

import org.jspecify.annotations.NullMarked;
