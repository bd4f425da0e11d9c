/** Who may call: tokens verified offline against the issuer's key set. */
@NullMarked
package io.hookline.ingest.security;

import org.jspecify.annotations.NullMarked;
