package io.npipeline.quickstart.check;

/** A row that is not where it belongs, and why we say so. */
public record Finding(String id, String why) {

    @Override
    public String toString() {
        return id + " (" + why + ")";
    }
}
