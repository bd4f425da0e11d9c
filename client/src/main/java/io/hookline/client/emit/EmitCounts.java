package io.hookline.client.emit;

/**
 * How many events went which way since the emitter was built.
 *
 * @param accepted Hookline has them
 * @param rejected Hookline refused them
 * @param dropped there was no room for them in the buffer
 * @param failed given up, unsendable, or left over when the emitter was closed
 * @param buffered waiting now, not counting those that are being sent
 */
public record EmitCounts(long accepted, long rejected, long dropped, long failed, int buffered) {}
