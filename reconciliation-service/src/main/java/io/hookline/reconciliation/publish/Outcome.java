package io.hookline.reconciliation.publish;

/** What a verdict did to a publish. */
public enum Outcome {
    /** It ended the publish. */
    CONCLUDED,
    /** It replaced a failure that was only our guess at the deadline. */
    CORRECTED,
    /** It said again how the publish had ended. */
    CONFIRMED,
    /** It contradicted what the platform had said before; the first word stays. */
    CONFLICT,
    /** It ended nothing. */
    PROGRESS
}
