package io.hookline.schemas.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts are what node prints. */
final class JavaScriptNumberTest {

    @ParameterizedTest
    @CsvSource({
        "105, 105",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "0, 0",
        "-0.0, 0",
        "0.1, 0.1",
        "-1234.5, -1234.5",
        "2e23, 2e+23",
        "0.3333333333333333, 0.3333333333333333",
        "1e300, 1e+300",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
    })
    void printsDoublesAsJavaScriptDoes(double value, String text) {
        assertThat(JavaScriptNumber.of(value)).isEqualTo(text);
    }

    @Test
    void printsTheShortestFormOfFloats() {
        assertThat(JavaScriptNumber.of(0.1f)).isEqualTo("0.1");
        assertThat(JavaScriptNumber.of(1e10f)).isEqualTo("10000000000");
    }

    @Test
    void printsLongsAsJavaScriptReadsThem() {
        assertThat(JavaScriptNumber.of(9007199254740991L)).isEqualTo("9007199254740991");
        assertThat(JavaScriptNumber.of(9007199254740993L)).isEqualTo("9007199254740992");
        assertThat(JavaScriptNumber.of(Long.MIN_VALUE)).isEqualTo("-9223372036854776000");
    }

    @Test
    void printsNullForWhatIsNoNumber() {
        assertThat(JavaScriptNumber.of(Double.NaN)).isEqualTo("null");
        assertThat(JavaScriptNumber.of(Float.NEGATIVE_INFINITY)).isEqualTo("null");
    }
}
