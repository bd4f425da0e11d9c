package io.hookline.registry.subscription;

import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.publication.Publications;
import io.hookline.registry.secret.SigningSecret;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Replaces the signing secret of a webhook, and its key where it has one; the old ones go on signing beside them until receivers
 * have had time to change.
 */
@RestController
final class RotationController {
    private static final int DEFAULT_HOURS = 24;
    private static final int MOST_HOURS = 168;

    private final Subscriptions subscriptions;
    private final Secrets secrets;
    private final Publications publications;
    private final WebhookViews views;
    private final Clock clock;

    RotationController(
            Subscriptions subscriptions, Secrets secrets, Publications publications, WebhookViews views, Clock clock) {
        this.subscriptions = subscriptions;
        this.secrets = secrets;
        this.publications = publications;
        this.views = views;
        this.clock = clock;
    }

    @PostMapping("/api/v1/webhooks/{id}/secret/rotate")
    Mono<ResponseEntity<WebhookView>> rotate(
            @CallersWorkspace WorkspaceId workspace, @PathVariable String id, Fields fields) {
        SigningSecret secret = secrets.read(fields);
        Integer hours = fields.integer("overlapHours", 0, MOST_HOURS).value();
        fields.end();
        Duration overlap = Duration.ofHours(Objects.requireNonNullElse(hours, DEFAULT_HOURS));
        Instant now = clock.instant();
        return subscriptions
                .change(workspace, SubscriptionId.parse(id), current -> rotated(current, secret, overlap, now))
                .flatMap(changed -> publications.awaited().then(views.withSecret(changed, secret.text())))
                .map(view ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view))
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("webhook")));
    }

    private Subscription rotated(Subscription current, SigningSecret secret, Duration overlap, Instant now) {
        Subscription rotated = current.rotated(secrets.sealed(secret, current.id()), overlap, now);
        if (rotated.secrets().size() > Subscription.MOST_SECRETS) {
            throw Rejected.because(
                    HttpStatus.CONFLICT,
                    "Already " + current.secrets().size()
                            + " secrets sign; wait until one expires, or end all older ones"
                            + " with \"overlapHours\": 0.");
        }
        return current.signingKeys().isEmpty() ? rotated : rotated.rekeyed(secrets.newKey(current.id()), overlap, now);
    }
}
