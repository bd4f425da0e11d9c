package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalSettingsTest {
    private static final Path ANYWHERE = Path.of("anywhere");

    @Test
    void usesTheDocumentedPorts() {
        LocalSettings settings = LocalSettings.fromEnvironment(Map.of(), ANYWHERE);

        assertThat(settings.port(LocalPort.INGEST)).isEqualTo(8081);
        assertThat(settings.port(LocalPort.REGISTRY)).isEqualTo(8082);
        assertThat(settings.port(LocalPort.RECONCILIATION)).isEqualTo(8083);
        assertThat(settings.port(LocalPort.DISPATCH)).isEqualTo(8084);
        assertThat(settings.port(LocalPort.SCHEMA_REGISTRY)).isEqualTo(8085);
        assertThat(settings.port(LocalPort.RECEIVER)).isEqualTo(8090);
        assertThat(settings.port(LocalPort.KAFKA)).isEqualTo(9092);
        assertThat(settings.port(LocalPort.POSTGRES)).isEqualTo(5433);
    }

    @Test
    void movesAPortThatTheEnvironmentNames() {
        LocalSettings settings = LocalSettings.fromEnvironment(Map.of("HOOKLINE_INGEST_PORT", " 9181 "), ANYWHERE);

        assertThat(settings.port(LocalPort.INGEST)).isEqualTo(9181);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "-1", "80 81"})
    void saysWhichVariableIsNotAPort(String text) {
        assertThatThrownBy(() -> LocalSettings.fromEnvironment(Map.of("HOOKLINE_KAFKA_PORT", text), ANYWHERE))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("HOOKLINE_KAFKA_PORT=" + text);
    }
}
