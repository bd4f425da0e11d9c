package io.hookline.registry.subscription;

import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Given;
import io.hookline.schemas.filter.ContentFilter;
import io.hookline.schemas.filter.InvalidFilterException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads content filters, and says where one is wrong. */
final class FilterRule {
    private static final String FIELD = "filter";

    private FilterRule() {}

    /** The field {@code filter} as compact JSON text. */
    static Given<String> read(Fields fields) {
        Given<ObjectNode> filter = fields.json(FIELD);
        ObjectNode object = filter.value();
        if (object == null) {
            return filter.present() ? Given.of(null) : Given.absent();
        }
        String text = JsonMapper.shared().writeValueAsString(object);
        try {
            ContentFilter.parse(text);
        } catch (InvalidFilterException e) {
            fields.reject(e.path().isEmpty() ? FIELD : FIELD + "." + e.path(), e.problem());
        }
        return Given.of(text);
    }

    /** The filter of a text that was read by {@link #read}. */
    static ContentFilter filter(String text) {
        try {
            return ContentFilter.parse(text);
        } catch (InvalidFilterException e) {
            throw new IllegalStateException("A filter that was valid is not any longer", e);
        }
    }
}
