package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class CloudEventHeadersTest {
    private final Headers headers = new RecordHeaders();

    @Test
    void readsBackWhatWasPut() {
        CloudEventHeaders.put(headers, CloudEventHeaders.SUBJECT, "pöst 👋");

        assertThat(CloudEventHeaders.text(headers, CloudEventHeaders.SUBJECT)).isEqualTo("pöst 👋");
    }

    @Test
    void leavesOutWhatIsNull() {
        CloudEventHeaders.put(headers, CloudEventHeaders.SUBJECT, null);

        assertThat(headers).isEmpty();
        assertThat(CloudEventHeaders.text(headers, CloudEventHeaders.SUBJECT)).isNull();
    }
}
