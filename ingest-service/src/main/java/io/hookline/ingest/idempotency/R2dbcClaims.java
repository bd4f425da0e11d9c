package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Answer;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Claims as rows of a table, with the database's clock. Each step is one statement, which commits by itself. */
final class R2dbcClaims implements Claims {
    /** Of two who insert the same key the second waits for the first and then finds its row. */
    private static final String CLAIM = """
            insert into idempotency as held (workspace_id, key, fingerprint, lease, leased_until, expires_at)
            values (:workspace, :key, :fingerprint, :lease, now() + :leaseSeconds * interval '1 second',
                now() + :keepSeconds * interval '1 second')
            on conflict (workspace_id, key) do update
            set fingerprint = excluded.fingerprint, lease = excluded.lease, leased_until = excluded.leased_until,
                expires_at = excluded.expires_at, status = null, answer = null
            where held.expires_at <= now()
                or (held.status is null and held.leased_until <= now() and held.fingerprint = excluded.fingerprint)
            returning true""";

    private static final String FIND =
            "select fingerprint, status, answer from idempotency where workspace_id = :workspace and key = :key";

    private static final String KEEP = """
            update idempotency
            set status = :status, answer = :answer, expires_at = now() + :keepSeconds * interval '1 second'
            where workspace_id = :workspace and key = :key and lease = :lease""";

    private static final String RELEASE =
            "delete from idempotency where workspace_id = :workspace and key = :key and lease = :lease";

    /** Instances that do this at the same time pass over each other's rows. */
    private static final String FORGET = """
            delete from idempotency where (workspace_id, key) in (
                select workspace_id, key from idempotency where expires_at <= now()
                order by expires_at limit :most for update skip locked)""";

    /** Between one statement and the next a row may vanish, but hardly so often. */
    private static final int TRIES = 3;

    private final DatabaseClient database;
    private final Duration lease;
    private final Duration kept;

    /**
     * Claims in this database.
     *
     * @param lease for how long one who has a claim is believed to be at work
     * @param kept for how long keys and answers are kept
     */
    R2dbcClaims(DatabaseClient database, Duration lease, Duration kept) {
        this.database = database;
        this.lease = lease;
        this.kept = kept;
    }

    @Override
    public Mono<Claim> claim(KeyedRequest request) {
        return Mono.defer(() -> tryToClaim(request).switchIfEmpty(find(request)))
                .repeatWhenEmpty(attempts -> attempts.take(TRIES))
                .defaultIfEmpty(new Claim.InProgress());
    }

    private Mono<Claim> tryToClaim(KeyedRequest request) {
        UUID mine = UUID.randomUUID();
        return bound(CLAIM, request)
                .bind("fingerprint", request.fingerprint())
                .bind("lease", mine)
                .bind("leaseSeconds", lease.toSeconds())
                .bind("keepSeconds", kept.toSeconds())
                .map(row -> (Claim) new Claim.Granted(mine))
                .one();
    }

    private Mono<Claim> find(KeyedRequest request) {
        return bound(FIND, request).map(row -> claim(row, request)).one();
    }

    private static Claim claim(Readable row, KeyedRequest request) {
        if (!request.fingerprint().equals(row.get("fingerprint", String.class))) {
            return new Claim.Taken();
        }
        Integer status = row.get("status", Integer.class);
        return status == null
                ? new Claim.InProgress()
                : new Claim.Answered(new Answer(
                        HttpStatus.valueOf(status), Objects.requireNonNull(row.get("answer", byte[].class)), Map.of()));
    }

    @Override
    public Mono<Void> keep(KeyedRequest request, UUID lease, Answer answer) {
        return bound(KEEP, request)
                .bind("lease", lease)
                .bind("status", answer.status().value())
                .bind("answer", answer.json())
                .bind("keepSeconds", kept.toSeconds())
                .then();
    }

    @Override
    public Mono<Void> release(KeyedRequest request, UUID lease) {
        return bound(RELEASE, request).bind("lease", lease).then();
    }

    /** Deletes at most so many rows that are over, and says how many. */
    Mono<Long> forget(int most) {
        return database.sql(FORGET).bind("most", most).fetch().rowsUpdated();
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, KeyedRequest request) {
        return database.sql(sql)
                .bind("workspace", request.workspaceId())
                .bind("key", request.key().value());
    }
}
