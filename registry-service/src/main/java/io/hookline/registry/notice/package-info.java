/** What owners are told about their webhooks: operational events on Kafka, and mails. */
@NullMarked
package io.hookline.registry.notice;

import org.jspecify.annotations.NullMarked;
