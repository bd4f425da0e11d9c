package io.hookline.dispatch;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds configuration as the service does. */
public final class Properties {
    private Properties() {}

    /** The defaults, but for what is given: kebab-case names without the prefix. */
    public static DispatchProperties with(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        source.put("dispatch.keyset", "a key set");
        values.forEach((name, value) -> source.put("dispatch." + name, value));
        return new Binder(source).bindOrCreate("dispatch", DispatchProperties.class);
    }
}
