package io.npipeline.integration.security;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.quickstart.environment.Certificates;
import io.npipeline.quickstart.environment.FreePort;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import io.npipeline.quickstart.exposure.Rest;
import io.npipeline.quickstart.exposure.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A worker for a broker with TLS, SASL and ACLs. Every secret comes from a file, by the worker's config provider, in the worker's
 * properties and in connectors' configurations alike.
 */
final class SecuredConnect implements AutoCloseable {

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private final Secrets secrets;
    private final Path trustStore;
    private final SecuredBroker broker;
    private final int jmxPort;
    private final ConnectEnvironment environment;

    /**
     * @param folder for secrets and certificates
     * @param workers users of SCRAM, each with a password of its own, after whom a worker's group and topics are named; the
     *     first is the user of the worker that is started
     * @param users more of them
     * @param plainUsers of PLAIN, likewise
     */
    SecuredConnect(
            Class<?> tests,
            Path folder,
            List<String> workers,
            List<String> users,
            List<String> plainUsers,
            List<AclBinding> acls)
            throws IOException {
        secrets = new Secrets(folder.resolve("secrets.properties"));
        String keyStorePassword = secrets.plant("key store");
        String trustStorePassword = secrets.plant("trust store");
        secrets.put("trust-store", trustStorePassword);
        Certificates certificates =
                Certificates.create(folder.resolve("certificates"), keyStorePassword, trustStorePassword);
        trustStore = certificates.trustStore();
        broker = new SecuredBroker(
                certificates,
                keyStorePassword,
                passwords(
                        "scram",
                        SCRAM,
                        Stream.concat(workers.stream(), users.stream()).toList()),
                passwords("plain", PLAIN, plainUsers),
                acls,
                workers);
        jmxPort = FreePort.find();
        environment =
                ConnectEnvironment.start(tests, settings -> worker(settings, folder, workers.get(0)), broker::start);
    }

    /**
     * Starts one more worker, as another user and of another group, without exactly-once support for its source connectors. It
     * ends with the first.
     */
    WorkerProcess startWorkerWithoutTransactions(String user) {
        return environment.startAnotherWorker(
                settings -> named(settings, user).withProperty("exactly.once.source.support", ""));
    }

    private WorkerSettings named(WorkerSettings settings, String user) {
        return settings.withProperty("sasl.jaas.config", scram(user))
                .withProperty("group.id", user + "-cluster")
                .withProperty("config.storage.topic", user + "-configs")
                .withProperty("offset.storage.topic", user + "-offsets")
                .withProperty("status.storage.topic", user + "-status")
                .withJvmFlag("-Dcom.sun.management.jmxremote.port=" + FreePort.find());
    }

    private Map<String, String> passwords(String mechanism, String module, List<String> users) throws IOException {
        Map<String, String> passwords = new HashMap<>();
        for (String user : users) {
            String password = secrets.plant(mechanism + " " + user);
            passwords.put(user, password);
            putLogin(mechanism + "." + user, module, user, password);
        }
        return passwords;
    }

    private String putLogin(String name, String module, String user, String password) throws IOException {
        return secrets.put(name, module + " required username=\"" + user + "\" password=\"" + password + "\";");
    }

    private WorkerSettings worker(WorkerSettings usual, Path folder, String user) {
        WorkerSettings settings = usual.withProperty("bootstrap.servers", broker.address())
                .withProperty("config.providers", "file")
                .withProperty("config.providers.env.class", "")
                .withProperty(
                        "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider")
                .withProperty("config.providers.file.param.allowed.paths", folder.toString())
                .withProperty("status.storage.topic", "connect-status")
                .withProperty("exactly.once.source.support", "enabled")
                .withProperty("offset.flush.interval.ms", "1000")
                .withProperty("sasl.jaas.config", scram(user));
        // The connectors' clients do not inherit what the worker's own have.
        for (String clients : List.of("", "producer.", "consumer.", "admin.")) {
            for (Map.Entry<String, String> property : client("SCRAM-SHA-512").entrySet()) {
                settings = settings.withProperty(clients + property.getKey(), property.getValue());
            }
        }
        for (String jmx : List.of("port=" + jmxPort, "host=127.0.0.1", "authenticate=false", "ssl=false")) {
            settings = settings.withJvmFlag("-Dcom.sun.management.jmxremote." + jmx);
        }
        return settings.withJvmFlag("-Djava.rmi.server.hostname=127.0.0.1");
    }

    private Map<String, String> client(String mechanism) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "ssl.truststore.type",
                Certificates.TYPE,
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.password",
                secrets.reference("trust-store"));
    }

    /** How a configuration reads the login of a user. */
    String scram(String user) {
        return secrets.reference("scram." + user);
    }

    /** Settings of the connector's own clients, as a user of SCRAM. */
    Map<String, String> ownClients(String user) {
        return ownClients("SCRAM-SHA-512", scram(user));
    }

    /** The same as a user of PLAIN. */
    Map<String, String> ownPlainClients(String user) {
        return ownClients("PLAIN", secrets.reference("plain." + user));
    }

    /** The same with a password that is not the user's. */
    Map<String, String> ownClientsWithWrongPassword(String user) throws IOException {
        String wrong = secrets.plant("wrong " + user);
        return ownClients("SCRAM-SHA-512", putLogin("wrong." + user, SCRAM, user, wrong));
    }

    private Map<String, String> ownClients(String mechanism, String login) {
        Map<String, String> settings = new HashMap<>();
        client(mechanism).forEach((name, value) -> settings.put("npipeline.kafka." + name, value));
        settings.put("npipeline.kafka.bootstrap.servers", broker.address());
        settings.put("npipeline.kafka.sasl.jaas.config", login);
        return settings;
    }

    Secrets secrets() {
        return secrets;
    }

    ConnectEnvironment environment() {
        return environment;
    }

    Rest rest() {
        return new Rest(environment.connect().address());
    }

    int jmxPort() {
        return jmxPort;
    }

    @Override
    public void close() {
        environment.close();
    }
}
