package io.hookline.schemas.body;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro values as JSON, byte for byte as {@code JSON.stringify(JSON.parse(json))} would give it back: compact, non-ASCII
 * as it is, numbers as JavaScript prints them. Fields of records that are null are left out; bytes are base64.
 */
public final class JavaScriptJson {
    /** JavaScript puts keys that are array indexes first, in numeric order, whatever the order in the text. */
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,9}");

    private static final long MAX_INDEX = (1L << 32) - 2;
    private static final Comparator<String> INDEXES_FIRST = Comparator.comparingLong(JavaScriptJson::index);
    private static final Comparator<String> KEY_ORDER = INDEXES_FIRST.thenComparing(Comparator.naturalOrder());

    private final StringBuilder out;

    public JavaScriptJson(StringBuilder out) {
        this.out = out;
    }

    void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case IndexedRecord record -> record(record);
            case Map<?, ?> map -> map(map);
            case Collection<?> elements -> array(elements);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(JavaScriptNumber.of(number));
            case Float number -> out.append(JavaScriptNumber.of(number));
            case Double number -> out.append(JavaScriptNumber.of(number));
            case Number number -> out.append(JavaScriptNumber.of(number.doubleValue()));
            case ByteBuffer bytes -> bytes(bytes.duplicate());
            case GenericFixed bytes -> bytes(ByteBuffer.wrap(bytes.bytes()));
            case CharSequence text -> string(text);
            case GenericEnumSymbol<?> symbol -> string(symbol.toString());
            default -> throw new IllegalArgumentException("No Avro value: " + value.getClass());
        }
    }

    /** A text in quotes, which may also be the name of a member. */
    public void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text, i);
        }
        out.append('"');
    }

    /** A number that is not infinite. */
    public void number(double number) {
        out.append(JavaScriptNumber.of(number));
    }

    /** Sorts the names that are array indexes by their number, before all others, which it leaves alone. */
    public static Comparator<String> indexesFirst() {
        return INDEXES_FIRST;
    }

    private void record(IndexedRecord record) {
        out.append('{');
        String separator = "";
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                member(separator, field.name(), value);
                separator = ",";
            }
        }
        out.append('}');
    }

    /** Avro does not keep the order of a map, so it is given one: the same event must give the same bytes each time. */
    private void map(Map<?, ?> map) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>(KEY_ORDER);
        map.forEach((key, value) -> sorted.put(key.toString(), value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            member(separator, entry.getKey(), entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void member(String separator, String name, @Nullable Object value) {
        out.append(separator);
        string(name);
        out.append(':');
        value(value);
    }

    private void array(Collection<?> elements) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        string(Base64.getEncoder().encodeToString(copy));
    }

    private void character(CharSequence text, int index) {
        char character = text.charAt(index);
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (character < ' ' || isLoneSurrogate(text, index)) {
                    out.append("\\u%04x".formatted((int) character));
                } else {
                    out.append(character);
                }
            }
        }
    }

    /** Half a character has no UTF-8 form. */
    private static boolean isLoneSurrogate(CharSequence text, int index) {
        char character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static long index(String key) {
        return INDEX.matcher(key).matches() && Long.parseLong(key) <= MAX_INDEX ? Long.parseLong(key) : Long.MAX_VALUE;
    }
}
