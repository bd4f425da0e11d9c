package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.PostKey;

/** What a record of {@code callbacks.publishing.v1} says. */
sealed interface PublishingRecord permits Submission, Callback {
    /** The post it is about. */
    PostKey post();
}
