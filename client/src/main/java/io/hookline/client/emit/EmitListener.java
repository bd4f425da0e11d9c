package io.hookline.client.emit;

/**
 * Told of each event that did not get through, for instance to put it aside. Called on the emitter's own thread, or on
 * the caller's if the event could not even be buffered: it should be quick. What it throws is logged and goes no
 * further.
 */
@FunctionalInterface
public interface EmitListener {
    /**
     * The event is not going to be sent any more.
     *
     * @param event with the id it was sent under
     */
    void onFailure(Event event, Emitted.NotAccepted reason);
}
