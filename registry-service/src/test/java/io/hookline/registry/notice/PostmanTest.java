package io.hookline.registry.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostmanTest {

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT2M", "3, PT4M", "6, PT32M", "7, PT1H", "1000, PT1H"})
    void waitsLongerEachTimeUpToAnHour(int attempts, Duration wait) {
        assertThat(Postman.wait(Duration.ofMinutes(1), attempts)).isEqualTo(wait);
    }
}
