package io.hookline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProblemTest {

    @Test
    void staysSmallHoweverMuchIsWrong() {
        List<FieldError> errors = IntStream.range(0, 10_000)
                .mapToObj(i -> new FieldError("x".repeat(10_000) + i, "is not known"))
                .toList();

        Problem problem = Problem.invalidFields(errors);

        assertThat(problem.errors()).hasSize(50);
        assertThat(problem.errors().getFirst().field()).hasSizeLessThan(250);
        assertThat(problem.detail()).contains("10000");
    }
}
