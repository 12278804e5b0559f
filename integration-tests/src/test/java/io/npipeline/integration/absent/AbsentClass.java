package io.npipeline.integration.absent;

/** A class that the jar of the pipelines lacks. */
public final class AbsentClass {

    private AbsentClass() {}

    public static String prefix() {
        return "";
    }
}
