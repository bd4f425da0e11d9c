package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hookline.dispatch.SealedSecrets;
import io.hookline.subscription.SubscriptionChanged;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SubscriptionFilterTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(SubscriptionRecords.class);

    private final SubscriptionRecords records = new SubscriptionRecords(SecretOpener.of(new SealedSecrets().keyset()));
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(logged);
    }

    @Test
    void hasNoFilterWhereNoneIsWanted() {
        assertThat(records.read(changed("wh_1", null)).filter()).isNull();
    }

    @Test
    void sharesAFilterAmongThoseWhoWantTheSame() {
        String filter = "{\"data.platform\": \"instagram\"}";

        assertThat(records.read(changed("wh_1", filter)).filter())
                .isNotNull()
                .isSameAs(records.read(changed("wh_2", new String(filter.toCharArray())))
                        .filter());
        assertThat(logged.list).isEmpty();
    }

    @Test
    void saysOfEachWhoseFilterItCannotRead() {
        records.read(changed("wh_1", "{\"data.platform\": {\"$soundsLike\": \"instagram\"}}"));
        records.read(changed("wh_2", "{\"data.platform\": {\"$soundsLike\": \"instagram\"}}"));

        assertThat(logged.list).hasSize(2).allSatisfy(event -> assertThat(event.getLevel())
                .isEqualTo(Level.WARN));
        assertThat(logged.list)
                .extracting(event -> event.getKeyValuePairs().getFirst().toString())
                .containsExactly("subscriptionId=\"wh_1\"", "subscriptionId=\"wh_2\"");
    }

    private static SubscriptionChanged changed(String id, @Nullable String filter) {
        return SubscriptionChanged.newBuilder()
                .setSubscriptionId(id)
                .setWorkspaceId("ws_1")
                .setVersion(1)
                .setUrl("https://customer.example/hook")
                .setEvents(List.of("*"))
                .setStatus("active")
                .setSecrets(List.of())
                .setFilter(filter)
                .setChangedAt(Instant.ofEpochSecond(1_768_471_200))
                .build();
    }
}
