package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/} that is made from the code. {@code -Dpages.write=true} writes it; otherwise it has to be as it would be. */
final class GeneratedPage {
    private static final Path DOCS = Path.of("..", "docs");

    private GeneratedPage() {}

    static void hold(String file, String content) throws IOException {
        Path page = DOCS.resolve(file);
        if (Boolean.getBoolean("pages.write")) {
            Files.writeString(page, content);
        }
        assertThat(page)
                .as("%s; mvn -pl schemas test -Dpages.write=true writes it anew", file)
                .content()
                .isEqualTo(content);
    }
}
