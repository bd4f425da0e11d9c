package io.hookline.reconciliation.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records as the outbox stores them: many in one row, because a row for each of them would have to be inserted,
 * indexed, read, deleted and vacuumed.
 *
 * <p>The content is one record after another: topic, key, number of headers, name and value of each, value of the record.
 * Numbers are big-endian ints; every other part is preceded by its length in bytes.
 *
 * @param records how many there are
 * @param content not copied; nobody changes it once the parcel exists
 */
@SuppressWarnings("ArrayRecordComponent") // As with the record's value.
record Parcel(int records, byte[] content) {
    /** A parcel is closed once it is this large: larger arrays of a small heap are a burden to its garbage collector. */
    static final int FULL = 128 * 1024;

    /** Packs the records, in this order, into as many parcels as it takes. */
    static List<Parcel> pack(List<OutboxRecord> records) {
        List<Parcel> parcels = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int packed = 0;
        for (OutboxRecord record : records) {
            write(record, new DataOutputStream(content));
            packed++;
            if (content.size() >= FULL) {
                parcels.add(new Parcel(packed, content.toByteArray()));
                content.reset();
                packed = 0;
            }
        }
        if (packed > 0) {
            parcels.add(new Parcel(packed, content.toByteArray()));
        }
        return parcels;
    }

    /** The records, in the order in which they were packed. */
    List<OutboxRecord> unpack() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        List<OutboxRecord> unpacked = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            unpacked.add(read(in));
        }
        return unpacked;
    }

    private static void write(OutboxRecord record, DataOutputStream to) {
        try {
            write(record.topic(), to);
            write(record.key(), to);
            to.writeInt(record.headers().size());
            for (Map.Entry<String, String> header : record.headers().entrySet()) {
                write(header.getKey(), to);
                write(header.getValue(), to);
            }
            write(record.value(), to);
        } catch (IOException e) {
            throw new UncheckedIOException("An array does not take what is written to it", e);
        }
    }

    private static OutboxRecord read(DataInputStream from) {
        try {
            return new OutboxRecord(text(from), text(from), headers(from), bytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException("A parcel in the outbox ends before its last record", e);
        }
    }

    private static Map<String, String> headers(DataInputStream from) throws IOException {
        int count = from.readInt();
        Map<String, String> headers = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            headers.put(text(from), text(from));
        }
        return headers;
    }

    private static void write(String text, DataOutputStream to) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), to);
    }

    private static void write(byte[] bytes, DataOutputStream to) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static String text(DataInputStream from) throws IOException {
        return new String(bytes(from), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream from) throws IOException {
        byte[] bytes = new byte[from.readInt()];
        from.readFully(bytes);
        return bytes;
    }
}
