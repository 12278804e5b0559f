package io.npipeline.deployment;

/** Fields of a configuration that belong together; those that are not set are {@code null}. Immutable. */
interface FieldGroup {

    /** Reports what is wrong with the fields in any connector. */
    void check(KafkaConfiguration all, Problems problems);

    /** Puts the fields that are set into a connector's draft, each, or refuses it there. */
    void render(Draft draft);
}
