package io.hookline.registry.subscription;

import io.hookline.registry.RandomIds;
import io.hookline.registry.RegistryProperties;
import io.hookline.registry.access.CallersWorkspace;
import io.hookline.registry.catalogue.EventPatterns;
import io.hookline.registry.catalogue.EventTypes;
import io.hookline.registry.http.Cursor;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Page;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.http.PlainText;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.publication.Publications;
import io.hookline.registry.secret.SigningSecret;
import io.hookline.registry.workspace.WorkspaceId;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Creates, shows, changes and deletes webhooks. A change is answered once Kafka has it, or after a short wait without it. */
@RestController
@RequestMapping("/api/v1/webhooks")
final class WebhookController {
    private static final int LONGEST_URL_PART = 500;

    private final Subscriptions subscriptions;
    private final WebhookChanges changes;
    private final Secrets secrets;
    private final Publications publications;
    private final EventTypes types;
    private final WebhookViews views;
    private final UrlRule urls;
    private final RandomIds ids;
    private final Clock clock;

    WebhookController(
            Subscriptions subscriptions,
            WebhookChanges changes,
            Secrets secrets,
            Publications publications,
            EventTypes types,
            WebhookViews views,
            RandomIds ids,
            Clock clock,
            RegistryProperties properties) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.secrets = secrets;
        this.publications = publications;
        this.types = types;
        this.views = views;
        this.urls = new UrlRule(properties.allowHttp());
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    Mono<ResponseEntity<WebhookView>> create(@CallersWorkspace WorkspaceId workspace, Fields fields) {
        return types.patterns(workspace).flatMap(patterns -> create(workspace, fields, patterns));
    }

    private Mono<ResponseEntity<WebhookView>> create(WorkspaceId workspace, Fields fields, EventPatterns patterns) {
        Instant now = clock.instant();
        WebhookRequest request = WebhookRequest.read(fields, urls, patterns, workspace, now);
        request.requireUrlAndEvents(fields, true);
        SigningSecret secret = secrets.read(fields);
        fields.end();
        SubscriptionId id = new SubscriptionId(ids.next(SubscriptionId.PREFIX));
        Subscription created = changes.create(request, id, workspace, secrets.sealed(secret, id), now);
        return subscriptions
                .add(created)
                .then(publications.awaited())
                .thenReturn(ResponseEntity.created(URI.create("/api/v1/webhooks/" + created.id()))
                        .cacheControl(CacheControl.noStore())
                        .body(views.created(created, secret.text())));
    }

    @GetMapping
    Mono<Page<WebhookView>> list(
            @CallersWorkspace WorkspaceId workspace,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        PageRequest page = PageRequest.parse(cursor, limit);
        require("status", status, SubscriptionStatus::problem);
        require("url", url, text -> PlainText.problem(text, LONGEST_URL_PART));
        return types.patterns(workspace)
                .doOnNext(patterns -> require("event", event, patterns::typeProblem))
                .flatMap(patterns -> subscriptions.list(
                        workspace,
                        event == null ? null : patterns.matching(event),
                        status == null ? null : SubscriptionStatus.of(status),
                        url,
                        page))
                .map(rows -> Page.of(
                        rows,
                        page.limit(),
                        row -> new Cursor(row.createdAt(), row.id().value())))
                .flatMap(rows -> views.showAll(rows.items()).map(shown -> new Page<>(shown, rows.nextCursor())));
    }

    @GetMapping("/{id}")
    Mono<WebhookView> get(@CallersWorkspace WorkspaceId workspace, @PathVariable String id) {
        return subscriptions
                .find(workspace, SubscriptionId.parse(id))
                .flatMap(views::show)
                .switchIfEmpty(notFound());
    }

    /** PUT merges like PATCH, because the documented example of it sends {@code events} alone. */
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    Mono<WebhookView> change(@CallersWorkspace WorkspaceId workspace, @PathVariable String id, Fields fields) {
        SubscriptionId webhook = SubscriptionId.parse(id);
        return types.patterns(workspace).flatMap(patterns -> change(workspace, webhook, fields, patterns));
    }

    private Mono<WebhookView> change(WorkspaceId workspace, SubscriptionId id, Fields fields, EventPatterns patterns) {
        Instant now = clock.instant();
        WebhookRequest request = WebhookRequest.read(fields, urls, patterns, workspace, now);
        request.requireUrlAndEvents(fields, false);
        fields.end();
        return subscriptions
                .change(workspace, id, current -> changes.apply(request, current, now))
                .flatMap(changed -> publications.awaited().then(views.show(changed)))
                .switchIfEmpty(notFound());
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@CallersWorkspace WorkspaceId workspace, @PathVariable String id) {
        return subscriptions
                .delete(workspace, SubscriptionId.parse(id), clock.instant())
                .filter(deleted -> deleted)
                .flatMap(deleted -> publications
                        .awaited()
                        .thenReturn(ResponseEntity.noContent().<Void>build()))
                .switchIfEmpty(notFound());
    }

    private static void require(String parameter, @Nullable String value, Function<String, Optional<String>> problem) {
        if (value != null) {
            problem.apply(value).ifPresent(message -> {
                throw Rejected.field(parameter, message);
            });
        }
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(() -> Rejected.notFound("webhook"));
    }
}
