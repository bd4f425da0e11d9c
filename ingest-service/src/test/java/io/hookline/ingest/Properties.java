package io.hookline.ingest;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds configuration as the service does. */
public final class Properties {
    private Properties() {}

    /** The defaults, but for what is given: kebab-case names without the prefix. */
    public static IngestProperties with(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("ingest." + name, value));
        return new Binder(source).bindOrCreate("ingest", IngestProperties.class);
    }
}
