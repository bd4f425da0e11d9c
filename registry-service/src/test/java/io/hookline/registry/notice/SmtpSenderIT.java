package io.hookline.registry.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hookline.registry.RegistryProperties.Smtp;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailException;

final class SmtpSenderIT {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void sendsPlainTextUnderAnIdOfItsOwn() throws Exception {
        sender(false).send(mail("Webhook wh_1 is failing"), "owner@example.com");

        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Webhook wh_1 is failing");
        assertThat(received.getMessageID()).isEqualTo("<evt_1@hookline>");
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getContent().toString().strip()).isEqualTo("A line.\r\nAnother one.");
    }

    @Test
    void sendsNothingInTheClearUnlessToldTo() {
        assertThatThrownBy(() -> sender(true).send(mail("Secret"), "owner@example.com"))
                .isInstanceOf(MailException.class);

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendsToNobodyWhoIsSmuggledIn() {
        assertThatThrownBy(() -> sender(false).send(mail("Hello"), "owner@example.com\r\nBcc: other@example.com"))
                .isInstanceOf(MailException.class);

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void addsNoHeaderThroughTheSubject() throws Exception {
        sender(false).send(mail("Hello\r\nBcc: other@example.com"), "owner@example.com");

        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private SmtpSender sender(boolean starttls) {
        return new SmtpSender(new Smtp(
                "127.0.0.1",
                server.getSmtp().getPort(),
                "",
                "",
                "hookline@example.com",
                starttls,
                Duration.ofMinutes(1),
                Duration.ofDays(1)));
    }

    private static Mail mail(String subject) {
        return new Mail("evt_1", "wh_1", "owner@example.com", true, subject, "A line.\nAnother one.", Instant.EPOCH, 1);
    }
}
