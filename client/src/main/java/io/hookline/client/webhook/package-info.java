/**
 * Verifies webhooks on the side that receives them; {@link io.hookline.client.webhook.WebhookVerifier} is where to
 * begin.
 */
@NullMarked
package io.hookline.client.webhook;

import org.jspecify.annotations.NullMarked;
