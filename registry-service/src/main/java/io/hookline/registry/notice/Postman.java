package io.hookline.registry.notice;

import io.hookline.registry.RegistryProperties;
import io.hookline.registry.RegistryProperties.Smtp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends mails one after the other, off the event loop. A mail is claimed, sent, and then marked, so that no transaction
 * is open while a mail server thinks; if an instance dies in between, another sends the mail once more. One that fails
 * is tried again, after waits that double, until it is too old.
 */
@Component
final class Postman {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    /** Longer than a mail takes at most, and {@link io.hookline.registry.BackgroundLoop} waits for it. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;
    /** Longer than the hour for which a mail keeps others back. */
    private static final Duration REMEMBER = Duration.ofDays(2);

    private final Mails mails;
    private final Smtp settings;
    private final SmtpSender sender;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicLong waiting = new AtomicLong();

    Postman(Mails mails, RegistryProperties properties, MeterRegistry meters, Clock clock) {
        this.mails = mails;
        this.settings = properties.smtp();
        this.sender = new SmtpSender(settings);
        this.meters = meters;
        this.clock = clock;
        meters.gauge("hookline.mails.waiting", waiting);
        if (!settings.isConfigured()) {
            log.info("No mail is sent to owners of webhooks, because HOOKLINE_SMTP_HOST is not set");
        }
    }

    /** Tries the mail whose turn it is; true if it went well, and there may be another. */
    Mono<Boolean> sendNext() {
        if (!settings.isConfigured()) {
            return Mono.just(false);
        }
        Instant now = clock.instant();
        return mails.claim(now, now.plus(CLAIM))
                .flatMap(mail -> handle(mail, now))
                .switchIfEmpty(Mono.defer(() -> tidy(now).thenReturn(false)));
    }

    private Mono<Boolean> handle(Mail mail, Instant now) {
        String to = mail.to();
        if (to == null || !mail.wanted()) {
            count("obsolete");
            return mails.remove(mail).thenReturn(true);
        }
        if (!mail.createdAt().plus(settings.giveUpAfter()).isAfter(now)) {
            return giveUp(mail).thenReturn(true);
        }
        return Mono.fromRunnable(() -> sender.send(mail, to))
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(() -> mails.sent(mail, clock.instant())))
                .doOnSuccess(sent -> count("sent"))
                .thenReturn(true)
                .onErrorResume(MailException.class, e -> postpone(mail, e).thenReturn(false));
    }

    private Mono<Void> postpone(Mail mail, Exception reason) {
        count("failed");
        Duration wait = wait(settings.retryAfter(), mail.attempts());
        log.atWarn()
                .addKeyValue("subscriptionId", mail.webhook())
                .addKeyValue("attempt", mail.attempts())
                .addKeyValue("error", String.valueOf(reason.getMessage()))
                .log("A mail could not be sent; tried again later");
        return mails.postpone(mail, clock.instant().plus(wait));
    }

    private Mono<Void> giveUp(Mail mail) {
        count("given_up");
        log.atError()
                .addKeyValue("subscriptionId", mail.webhook())
                .addKeyValue("attempt", mail.attempts())
                .log("A mail is given up, because it could not be sent for too long");
        return mails.remove(mail);
    }

    private Mono<Void> tidy(Instant now) {
        return mails.forget(now.minus(REMEMBER))
                .then(Mono.defer(mails::countWaiting))
                .doOnNext(waiting::set)
                .then();
    }

    private void count(String result) {
        meters.counter("hookline.mails.tried", "result", result).increment();
    }

    /** How long to wait after a number of attempts. */
    static Duration wait(Duration first, int attempts) {
        Duration wait = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
