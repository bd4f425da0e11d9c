package io.hookline.ingest.owntype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.http.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

final class OwnTypesTest {
    private final OwnTypes types = new OwnTypes(new SimpleMeterRegistry());

    @Test
    void asksToComeBackUntilAllAreThere() {
        types.beginAnew();
        types.put("ws_1", type("order.shipped", 1));

        assertThatThrownBy(() -> types.find("ws_1", "order.shipped"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problem().status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));

        types.complete();
        assertThat(types.find("ws_1", "order.shipped")).isPresent();
    }

    @Test
    void keepsWorkspacesApart() {
        types.put("ws_1", type("order.shipped", 1));
        types.complete();

        assertThat(types.find("ws_2", "order.shipped")).isEmpty();
    }

    @Test
    void passesOverWhatIsStale() {
        types.put("ws_1", type("order.shipped", 2));
        types.put("ws_1", type("order.shipped", 1));
        types.complete();

        assertThat(types.find("ws_1", "order.shipped").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void startsFromTheFirstVersionAfterADeletion() {
        types.put("ws_1", type("order.shipped", 7));
        types.remove("ws_1", "order.shipped");
        types.complete();
        assertThat(types.find("ws_1", "order.shipped")).isEmpty();

        types.put("ws_1", type("order.shipped", 1));
        assertThat(types.find("ws_1", "order.shipped").orElseThrow().version()).isOne();
    }

    @Test
    void showsWhatThereWasWhileItReadsAnew() {
        types.put("ws_1", type("old.type", 1));
        types.complete();

        types.beginAnew();
        types.put("ws_1", type("new.type", 1));
        assertThat(types.find("ws_1", "old.type")).isPresent();
        assertThat(types.find("ws_1", "new.type")).isEmpty();

        types.complete();
        assertThat(types.find("ws_1", "old.type")).isEmpty();
        assertThat(types.find("ws_1", "new.type")).isPresent();
    }

    private static OwnType type(String name, long version) {
        return new OwnType(name, version, null, null);
    }
}
