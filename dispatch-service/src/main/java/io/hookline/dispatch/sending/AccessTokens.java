package io.hookline.dispatch.sending;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.hookline.dispatch.guard.UrlPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/**
 * The tokens that webhooks log in with. Each is fetched when it is first needed and kept until shortly before it expires; all who
 * need it meanwhile wait for the one fetch. What is had in vain is not kept. Thread-safe.
 */
final class AccessTokens {
    /** More are rarely in use at one time; what is pushed out is fetched again. */
    private static final int MOST = 10_000;

    private final Sender sender;
    private final UrlPolicy urls;
    private final String userAgent;
    private final Counter had;
    private final Counter refused;
    private final AsyncCache<ClientCredentials, TokenAnswer> answers;

    /**
     * No tokens yet.
     *
     * @param sender fetches them; guarded like that of deliveries, since customers name the address
     * @param urls where they may be fetched
     */
    AccessTokens(Sender sender, UrlPolicy urls, String userAgent, MeterRegistry meters, Ticker ticker) {
        this.sender = sender;
        this.urls = urls;
        this.userAgent = userAgent;
        this.had = counter(meters, "had");
        this.refused = counter(meters, "refused");
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<ClientCredentials, TokenAnswer>creating((_, answer) -> answer.lifetime()))
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /** The token, or why there is none; never fails. Not to be cancelled: others may wait for it. */
    CompletableFuture<TokenAnswer> of(ClientCredentials credentials) {
        return answers.get(credentials, (_, _) -> fetch(credentials));
    }

    /** Has the next one ask again, unless someone has already. */
    void forget(ClientCredentials credentials, CompletableFuture<TokenAnswer> answer) {
        answers.asMap().remove(credentials, answer);
    }

    private CompletableFuture<TokenAnswer> fetch(ClientCredentials credentials) {
        return urls.allows(credentials.tokenUrl())
                ? sender.send(ClientCredentialsGrant.request(credentials, userAgent))
                        .map(ClientCredentialsGrant::read)
                        .doOnNext(this::count)
                        .toFuture()
                : CompletableFuture.completedFuture(
                        TokenAnswer.Refused.because("The token server's address is not an HTTPS URL of a host"));
    }

    private void count(TokenAnswer answer) {
        switch (answer) {
            case TokenAnswer.Token _ -> had.increment();
            case TokenAnswer.Refused _ -> refused.increment();
        }
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("hookline.tokens.fetched")
                .description("Requests for a token to log in to endpoints with")
                .tag("outcome", outcome)
                .register(meters);
    }
}
