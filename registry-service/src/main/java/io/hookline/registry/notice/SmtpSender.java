package io.hookline.registry.notice;

import io.hookline.registry.RegistryProperties.Smtp;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends mails over SMTP, and blocks while it does. Thread-safe. */
final class SmtpSender {
    private static final String TIMEOUT_MS = "10000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;

    SmtpSender(Smtp settings) {
        from = settings.from();
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.user());
        sender.setPassword(settings.password());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        String starttls = Boolean.toString(settings.starttls());
        properties.setProperty("mail.smtp.starttls.enable", starttls);
        // Without this, whoever stands between could have the password sent in the clear.
        properties.setProperty("mail.smtp.starttls.required", starttls);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    }

    /**
     * Returns once the server has taken it.
     *
     * @throws org.springframework.mail.MailException if it has not, or not for certain
     */
    void send(Mail mail, String to) {
        MimeMessage message = sender.createMimeMessage();
        try {
            MimeMessageHelper helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
            helper.setFrom(new InternetAddress(from, true));
            helper.setTo(new InternetAddress(to, true));
            helper.setSubject(mail.subject());
            helper.setText(mail.body());
            // The same each time, so that a mailbox can tell a repeat.
            message.setHeader("Message-ID", "<" + mail.id() + "@hookline>");
            // Out-of-office replies are of no use here.
            message.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException e) {
            throw new MailParseException(e);
        }
        sender.send(message);
    }
}
