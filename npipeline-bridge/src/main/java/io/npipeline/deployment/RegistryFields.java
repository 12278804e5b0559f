package io.npipeline.deployment;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a schema registry. Immutable; its {@code toString} shows no secret. */
record RegistryFields(
        @Nullable String url,
        @Nullable String basicAuthUsername,
        @Nullable String basicAuthPassword,
        @Nullable String converterClass,
        @Nullable Boolean autoRegisterSchemas,
        @Nullable SubjectNameStrategy subjectNameStrategy,
        @Nullable Integer maxCachedSchemas,
        @Nullable String trustStoreLocation,
        @Nullable String trustStorePassword,
        @Nullable String keyStoreLocation,
        @Nullable String keyStorePassword) {

    private static final String GROUP = "schemaRegistry.";
    private static final String TLS = "schema.registry.ssl.";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    void check(Problems problems) {
        if (url == null || url.isBlank()) {
            problems.add(GROUP + "url", url, "must be set");
        } else if (holdsUser()) {
            problems.add(
                    GROUP + "url", Problems.HIDDEN, "must not hold a user: basicAuthUsername and basicAuthPassword do");
        } else if (!Problems.isReference(url) && !areHttp(url)) {
            problems.add(
                    GROUP + "url",
                    url,
                    "must be the address of a registry, http or https, or several with commas between");
        }
        if (holdsPassword()) {
            problems.add(GROUP + "basicAuthUsername", Problems.HIDDEN, "must not hold a colon");
        }
        requireBoth("basicAuthUsername", basicAuthUsername, "basicAuthPassword", basicAuthPassword, problems);
        requireBoth("basicAuthPassword", basicAuthPassword, "basicAuthUsername", basicAuthUsername, problems);
        requireBoth("trustStoreLocation", trustStoreLocation, "trustStorePassword", trustStorePassword, problems);
        requireBoth("keyStoreLocation", keyStoreLocation, "keyStorePassword", keyStorePassword, problems);
        problems.refuseBlank(GROUP + "converterClass", converterClass);
        problems.requireAtLeast(GROUP + "maxCachedSchemas", maxCachedSchemas, 1);
    }

    /** Whether there may be a password in the address. */
    private boolean holdsUser() {
        return url != null && Jaas.withoutReferences(url).contains("@");
    }

    /** Whether there may be a password in the name of the user. */
    private boolean holdsPassword() {
        return basicAuthUsername != null
                && Jaas.withoutReferences(basicAuthUsername).contains(":");
    }

    private static boolean areHttp(String urls) {
        for (String url : urls.split(",", -1)) {
            try {
                URI address = URI.create(url.trim());
                if (!SCHEMES.contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
                    return false;
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }

    /** Demands a field that another makes no sense without. */
    private static void requireBoth(
            String field, @Nullable String value, String other, @Nullable String otherValue, Problems problems) {
        if (value == null && otherValue != null) {
            problems.add(GROUP + field, null, "must be set when " + other + " is");
        }
    }

    /** The class of the value converter. */
    String converterFor(SerializationFormat format) {
        return converterClass == null ? format.registryConverter() : converterClass;
    }

    /** Puts the settings of the converter, each behind the prefix. */
    void render(String prefix, Draft draft) {
        draft.put(GROUP + "url", prefix + "schema.registry.url", url);
        if (basicAuthUsername != null && basicAuthPassword != null) {
            draft.put(GROUP + "basicAuthUsername", prefix + "basic.auth.credentials.source", "USER_INFO");
            draft.put(
                    GROUP + "basicAuthPassword",
                    prefix + "basic.auth.user.info",
                    basicAuthUsername + ":" + basicAuthPassword);
        }
        draft.put(GROUP + "autoRegisterSchemas", prefix + "auto.register.schemas", autoRegisterSchemas);
        draft.put(GROUP + "subjectNameStrategy", prefix + "value.subject.name.strategy", subjectNameStrategy);
        draft.put(GROUP + "maxCachedSchemas", prefix + "max.schemas.per.subject", maxCachedSchemas);
        draft.put(GROUP + "trustStoreLocation", prefix + TLS + "truststore.location", trustStoreLocation);
        draft.put(GROUP + "trustStorePassword", prefix + TLS + "truststore.password", trustStorePassword);
        draft.put(GROUP + "keyStoreLocation", prefix + TLS + "keystore.location", keyStoreLocation);
        draft.put(GROUP + "keyStorePassword", prefix + TLS + "keystore.password", keyStorePassword);
    }

    @Override
    public String toString() {
        return "[url=" + (holdsUser() ? Problems.HIDDEN : url) + ", basicAuthUsername="
                + (holdsPassword() ? Problems.HIDDEN : basicAuthUsername)
                + ", converterClass=" + converterClass
                + ", autoRegisterSchemas=" + autoRegisterSchemas + ", subjectNameStrategy=" + subjectNameStrategy
                + ", maxCachedSchemas=" + maxCachedSchemas + ", trustStoreLocation=" + trustStoreLocation
                + ", keyStoreLocation=" + keyStoreLocation + "]";
    }
}
