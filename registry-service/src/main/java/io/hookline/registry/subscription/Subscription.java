package io.hookline.registry.subscription;

import io.hookline.registry.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A webhook: where which events of a workspace are sent. Immutable; a change is a new value of the next version.
 *
 * @param version rises with every change
 * @param statusReason why it is in this status, for people; null where there is nothing to explain
 * @param statusSince since when attempts count: when it was created, paused, resumed, disabled or given another address
 * @param secrets newest first; the ones behind the first overlap until they expire
 * @param signingKeys the same for {@code v1a}; empty if that was never asked for
 */
record Subscription(
        SubscriptionId id,
        WorkspaceId workspace,
        long version,
        Settings settings,
        SubscriptionStatus status,
        @Nullable String statusReason,
        Instant statusSince,
        List<SealedSecret> secrets,
        List<SealedKey> signingKeys,
        Instant createdAt,
        Instant updatedAt) {
    /** Each signature of a delivery is one more header value that receivers have to try. */
    static final int MOST_SECRETS = 5;

    Subscription {
        secrets = List.copyOf(secrets);
        signingKeys = List.copyOf(signingKeys);
    }

    static Subscription create(
            SubscriptionId id, WorkspaceId workspace, Settings settings, SealedSecret secret, Instant now) {
        return new Subscription(
                id, workspace, 1, settings, SubscriptionStatus.ACTIVE, null, now, List.of(secret), List.of(), now, now);
    }

    /** New settings; at a new address it starts with a clean record, so older attempts say nothing about it. */
    Subscription with(Settings changed, Instant now) {
        if (changed.equals(settings)) {
            return this;
        }
        if (changed.url().equals(settings.url())) {
            return next(changed, status, statusReason, statusSince, secrets, now);
        }
        return status == SubscriptionStatus.FAILING
                ? next(changed, SubscriptionStatus.ACTIVE, null, now, secrets, now)
                : next(changed, status, statusReason, now, secrets, now);
    }

    Subscription after(Signal signal, Instant now) {
        SubscriptionStatus changed = status.after(signal);
        return changed == status ? this : next(settings, changed, signal.reason(), now, secrets, now);
    }

    /** A new secret; the ones before sign for the overlap longer, or not at all if that is zero. */
    Subscription rotated(SealedSecret secret, Duration overlap, Instant now) {
        List<SealedSecret> all = Stream.concat(
                        Stream.of(secret), secrets.stream().map(old -> old.until(now.plus(overlap))))
                .filter(each -> each.signsAt(now))
                .toList();
        return next(settings, status, statusReason, statusSince, all, now);
    }

    /** With the key that its settings need; it stays, since receivers have its public half, when they need it no longer. */
    Subscription keyed(Supplier<SealedKey> key) {
        return settings.signatures().contains(SignatureKind.V1A) && signingKeys.isEmpty()
                ? with(List.of(key.get()))
                : this;
    }

    /** A new key, to go with a new secret; the ones before sign for the overlap longer. */
    Subscription rekeyed(SealedKey key, Duration overlap, Instant now) {
        return with(Stream.concat(Stream.of(key), signingKeys.stream().map(old -> old.until(now.plus(overlap))))
                .filter(each -> each.signsAt(now))
                .toList());
    }

    /** Of the same version: other keys come along with another change. */
    private Subscription with(List<SealedKey> signingKeys) {
        return new Subscription(
                id,
                workspace,
                version,
                settings,
                status,
                statusReason,
                statusSince,
                secrets,
                signingKeys,
                createdAt,
                updatedAt);
    }

    private Subscription next(
            Settings settings,
            SubscriptionStatus status,
            @Nullable String statusReason,
            Instant statusSince,
            List<SealedSecret> secrets,
            Instant now) {
        return new Subscription(
                id,
                workspace,
                version + 1,
                settings,
                status,
                statusReason,
                statusSince,
                secrets,
                signingKeys,
                createdAt,
                now);
    }
}
