package io.hookline.local;

import io.hookline.parts.Ports;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system, running: parts, services, receiver, and a workspace to work in. Starting returns once every service says
 * that it is ready. Starting and stopping are for one thread.
 */
public final class Stack implements AutoCloseable {
    /** The workspace that a local stack comes with. */
    public static final String WORKSPACE = "ws_local";

    private static final Logger log = LoggerFactory.getLogger(Stack.class);

    private final LocalSettings settings;
    private final LocalSecrets secrets;
    private final ServiceRunner runner;
    private final Infrastructure infrastructure;
    private final Map<Service, AutoCloseable> services = new EnumMap<>(Service.class);
    private final Deque<AutoCloseable> closeLast;

    private Stack(
            LocalSettings settings,
            LocalSecrets secrets,
            ServiceRunner runner,
            Infrastructure infrastructure,
            Deque<AutoCloseable> closeLast) {
        this.settings = settings;
        this.secrets = secrets;
        this.runner = runner;
        this.infrastructure = infrastructure;
        this.closeLast = closeLast;
    }

    /**
     * Starts everything.
     *
     * @param progress told in words what is being started
     * @throws CannotStart if a port is taken or the directory is in use
     */
    public static Stack start(LocalSettings settings, ServiceRunner runner, Consumer<String> progress) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            opened.push(DirectoryLock.take(settings.directory()));
            requireFreePorts(settings);
            LocalSecrets secrets = LocalSecrets.loadOrCreate(settings.directory());
            progress.accept("Starting Kafka, PostgreSQL and the schema registry");
            Infrastructure infrastructure = Infrastructure.start(settings);
            opened.push(infrastructure);
            opened.push(DemoReceiver.start(settings.port(LocalPort.RECEIVER)));
            Stack stack = new Stack(settings, secrets, runner, infrastructure, opened);
            opened.push(stack::closeServices);
            progress.accept("Starting the four services");
            stack.startServices();
            stack.prepareWorkspace();
            return stack;
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** Starts one service again, after {@link #stop} or after its process died; returns once it is ready. */
    public void start(Service service) {
        launch(service);
        awaitReady(service);
    }

    /** Starts one more instance of a service, on a port of its own; returns once it is ready. Whoever asked for it closes it. */
    public AutoCloseable startAnother(Service service) {
        int port = Ports.free();
        Map<String, String> environment = service.environment(settings, secrets, infrastructure);
        environment.put(service.port().variable(), Integer.toString(port));
        AutoCloseable running = runner.start(service, environment);
        Readiness.await(service.module(), "http://localhost:" + port);
        return running;
    }

    /** Stops one service gracefully. */
    public void stop(Service service) {
        AutoCloseable running = services.remove(service);
        if (running != null) {
            close(running);
        }
    }

    /** What a shell or a test needs to talk to the stack: variable to value. */
    public Map<String, String> environment() {
        return LocalEnvironment.of(settings, secrets);
    }

    @Override
    public void close() {
        closeAll(closeLast);
    }

    private void startServices() {
        inParallel(Stream.of(Service.values()).map(service -> () -> launch(service)));
        inParallel(Stream.of(Service.values()).map(service -> () -> awaitReady(service)));
    }

    private void launch(Service service) {
        AutoCloseable running = runner.start(service, service.environment(settings, secrets, infrastructure));
        synchronized (services) {
            services.put(service, running);
        }
    }

    private void awaitReady(Service service) {
        Readiness.await(service.module(), settings.url(service.port()));
    }

    private void prepareWorkspace() {
        if (secrets.workspaceToken() == null) {
            secrets.keepWorkspaceToken(
                    new Workspaces(settings.url(LocalPort.REGISTRY), secrets.adminToken()).tokenFor(WORKSPACE));
        }
    }

    private void closeServices() {
        inParallel(services.values().stream().map(service -> () -> close(service)));
        services.clear();
    }

    private static void requireFreePorts(LocalSettings settings) {
        for (LocalPort port : LocalPort.values()) {
            int number = settings.port(port);
            if (!Ports.isFree(number)) {
                throw new CannotStart("Port " + number + ", where " + port.owner()
                        + " should listen, is taken. Stop what listens there, or set " + port.variable() + ".");
            }
        }
    }

    private static void inParallel(Stream<Runnable> tasks) {
        CompletableFuture<?>[] running = tasks.map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // The others must still be closed.
            log.warn("Something did not stop cleanly", e);
        }
    }
}
