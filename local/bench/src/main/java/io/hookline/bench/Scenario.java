package io.hookline.bench;

/** One thing that is measured, several times over against one running system. */
interface Scenario {
    /** What {@code ./bench} calls it. */
    String name();

    /** What is measured and under which conditions, in a sentence or two of Markdown. */
    String conditions();

    /** The figure to reach, in words. */
    String goal();

    /** Whether round 0, which warms the system up and is not reported, is run at all. */
    default boolean warmsUp() {
        return true;
    }

    /** Measures once and tells the round. */
    void measure(Lab lab, Round round) throws Exception;
}
