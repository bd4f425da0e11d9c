package io.hookline.client.event;

/**
 * The data of an event, which Jackson turns into its JSON. There is a record for each type of the catalogue; for types
 * of your own, write one:
 *
 * <pre>{@code
 * record OrderShipped(String orderId) implements EventData {
 *     @Override
 *     public String eventTypeName() {
 *         return "order.shipped";
 *     }
 * }
 * }</pre>
 */
public interface EventData {
    /** The name of the event type, for instance {@code post.published}. */
    String eventTypeName();
}
