package io.hookline.local;

import java.util.Map;

/** How a service is brought to life: as a context in this JVM, or as a process of its own. */
public interface ServiceRunner {

    /**
     * Starts a service; it need not be ready when this returns.
     *
     * @param environment its environment variables
     * @return stops it gracefully when closed
     */
    AutoCloseable start(Service service, Map<String, String> environment);

    /** Each service as an application context of its own in this JVM. */
    static ServiceRunner inThisJvm() {
        return (service, environment) -> {
            String[] arguments = environment.entrySet().stream()
                    .map(variable -> "--" + variable.getKey() + "=" + variable.getValue())
                    .toArray(String[]::new);
            return service.application().registerShutdownHook(false).run(arguments);
        };
    }
}
