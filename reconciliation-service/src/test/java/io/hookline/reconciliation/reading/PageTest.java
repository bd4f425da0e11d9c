package io.hookline.reconciliation.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTest {

    @Test
    void endsWhereNothingIsLeft() {
        Page<String> page = Page.of(List.of("a", "b"), 2, Cursor::at);

        assertThat(page).isEqualTo(new Page<>(List.of("a", "b"), null));
    }

    @Test
    void leadsOnFromItsLastItem() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, Cursor::at);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.nextCursor()).isEqualTo(Cursor.at("b").toString());
    }

    @Test
    void readsItsOwnCursors() {
        Cursor cursor = Cursor.at("2026-01-02T03:04:05Z", "pub_1");

        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @Test
    void refusesForeignCursors() {
        assertThatExceptionOfType(InvalidQuery.class).isThrownBy(() -> Cursor.parse("?"));
    }
}
