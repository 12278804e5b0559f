package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a {@link SchemaRegistryConfiguration}; what is not set is the converter's to choose. Passwords are best
 * given as references to a config provider of the worker, such as <code>${file:/etc/connect/secrets:registry}</code>. Not
 * thread safe.
 */
public final class SchemaRegistryConfigurationBuilder {

    private @Nullable String url;
    private @Nullable String basicAuthUsername;
    private @Nullable String basicAuthPassword;
    private @Nullable String converterClass;
    private @Nullable Boolean autoRegisterSchemas;
    private @Nullable SubjectNameStrategy subjectNameStrategy;
    private @Nullable Integer maxCachedSchemas;
    private @Nullable String trustStoreLocation;
    private @Nullable String trustStorePassword;
    private @Nullable String keyStoreLocation;
    private @Nullable String keyStorePassword;

    SchemaRegistryConfigurationBuilder() {}

    /** Where the registry is; several addresses of one registry with commas between. Must be set. */
    public SchemaRegistryConfigurationBuilder url(String url) {
        this.url = url;
        return this;
    }

    /** The user of basic authentication. */
    public SchemaRegistryConfigurationBuilder basicAuthUsername(String username) {
        this.basicAuthUsername = username;
        return this;
    }

    /** The user's password. */
    public SchemaRegistryConfigurationBuilder basicAuthPassword(String password) {
        this.basicAuthPassword = password;
        return this;
    }

    /** Another converter than Confluent's own for the format, which is told the same settings. */
    public SchemaRegistryConfigurationBuilder converterClass(String className) {
        this.converterClass = className;
        return this;
    }

    /** Whether schemas of outputs that the registry does not have are added to it. */
    public SchemaRegistryConfigurationBuilder autoRegisterSchemas(boolean register) {
        this.autoRegisterSchemas = register;
        return this;
    }

    /** Under which subject schemas of outputs are looked for and kept. */
    public SchemaRegistryConfigurationBuilder subjectNameStrategy(SubjectNameStrategy strategy) {
        this.subjectNameStrategy = strategy;
        return this;
    }

    /** How many schemas of a subject are kept in memory, at the most. */
    public SchemaRegistryConfigurationBuilder maxCachedSchemas(int schemas) {
        this.maxCachedSchemas = schemas;
        return this;
    }

    /** The file of certificates that are trusted, on the workers. */
    public SchemaRegistryConfigurationBuilder trustStoreLocation(String file) {
        this.trustStoreLocation = file;
        return this;
    }

    /** The password of that file. */
    public SchemaRegistryConfigurationBuilder trustStorePassword(String password) {
        this.trustStorePassword = password;
        return this;
    }

    /** The file with the key of the clients, on the workers. */
    public SchemaRegistryConfigurationBuilder keyStoreLocation(String file) {
        this.keyStoreLocation = file;
        return this;
    }

    /** The password of that file. */
    public SchemaRegistryConfigurationBuilder keyStorePassword(String password) {
        this.keyStorePassword = password;
        return this;
    }

    /** The configuration; what is wrong with it {@link KafkaConfiguration#validate} says. */
    public SchemaRegistryConfiguration build() {
        return new SchemaRegistryConfiguration(new RegistryFields(
                url,
                basicAuthUsername,
                basicAuthPassword,
                converterClass,
                autoRegisterSchemas,
                subjectNameStrategy,
                maxCachedSchemas,
                trustStoreLocation,
                trustStorePassword,
                keyStoreLocation,
                keyStorePassword));
    }
}
