package io.hookline.reconciliation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParcelTest {

    @Test
    void givesBackWhatWasPackedInOrder() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_type", "post.published");
        headers.put("ce_subject", "Zürich \uD83D\uDE80");
        List<OutboxRecord> records = List.of(
                new OutboxRecord("events.publishing.v1", "ws:pöst", headers, new byte[] {0, -1, 127}),
                new OutboxRecord("ledger.v1", "pub_1", Map.of(), new byte[0]));

        List<Parcel> parcels = Parcel.pack(records);

        assertThat(parcels).singleElement().satisfies(parcel -> {
            assertThat(parcel.records()).isEqualTo(2);
            assertThat(parcel.unpack()).usingRecursiveComparison().isEqualTo(records);
            assertThat(parcel.unpack().getFirst().headers().keySet()).containsExactly("ce_type", "ce_subject");
        });
    }

    @Test
    void packsNothingIntoNoParcel() {
        assertThat(Parcel.pack(List.of())).isEmpty();
    }

    @Test
    void startsAnotherParcelOnceOneIsFull() {
        List<OutboxRecord> records = IntStream.range(0, 10)
                .mapToObj(i -> record(Integer.toString(i), Parcel.FULL / 3))
                .toList();

        List<Parcel> parcels = Parcel.pack(records);

        assertThat(parcels).extracting(Parcel::records).containsExactly(3, 3, 3, 1);
        assertThat(parcels.stream().flatMap(parcel -> parcel.unpack().stream()))
                .extracting(OutboxRecord::key)
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void packsARecordLargerThanAParcelAlone() {
        List<Parcel> parcels = Parcel.pack(List.of(record("large", 3 * Parcel.FULL), record("small", 1)));

        assertThat(parcels).extracting(Parcel::records).containsExactly(1, 1);
    }

    private static OutboxRecord record(String key, int size) {
        return new OutboxRecord("ledger.v1", key, Map.of(), "x".repeat(size).getBytes(StandardCharsets.UTF_8));
    }
}
