package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Publish;

/** A worker handed a post to a platform. */
record Submission(Publish publish) implements PublishingRecord {
    @Override
    public PostKey post() {
        return publish.post();
    }
}
