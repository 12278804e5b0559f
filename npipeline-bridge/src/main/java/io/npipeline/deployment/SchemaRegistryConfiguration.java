package io.npipeline.deployment;

/**
 * A schema registry, as the converters of Confluent's wire format are told about it: each field is a setting of the value
 * converter. Immutable; its {@code toString} shows no secret.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/connect.html">what those converters are told</a>
 */
public final class SchemaRegistryConfiguration {

    private final RegistryFields fields;

    SchemaRegistryConfiguration(RegistryFields fields) {
        this.fields = fields;
    }

    /** A builder without any value. */
    public static SchemaRegistryConfigurationBuilder builder() {
        return new SchemaRegistryConfigurationBuilder();
    }

    RegistryFields fields() {
        return fields;
    }

    @Override
    public String toString() {
        return "SchemaRegistryConfiguration" + fields;
    }
}
