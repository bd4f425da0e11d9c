package io.hookline.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "kitten, sitting, 3", "flaw, lawn, 2"})
    void countsChangedLetters(String left, String right, int distance) {
        assertThat(EditDistance.between(left, right)).isEqualTo(distance);
        assertThat(EditDistance.between(right, left)).isEqualTo(distance);
    }
}
