package io.hookline.client.webhook;

/** Something that can tell a Standard Webhooks signature from a wrong one. Thread-safe. */
interface VerificationKey {
    /** What stands before the comma of the signatures it knows. */
    String version();

    /** Takes the same time for a wrong signature as for the right one. */
    boolean made(byte[] signature, byte[] signed);
}
