package io.npipeline.integration.security;

import io.npipeline.integration.environment.Broker;
import io.npipeline.quickstart.environment.AdvertisedListener;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.Certificates;
import io.npipeline.quickstart.environment.FreePort;
import io.npipeline.quickstart.environment.KafkaRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * How a broker is made that has a listener with TLS and SASL (SCRAM-SHA-512 and PLAIN), behind which everything is forbidden
 * that no ACL allows. The tests' own clients come through its other listener, without security, as a super user.
 *
 * @param port of the secured listener
 * @param scramUsers passwords by name
 * @param plainUsers passwords by name
 * @param workers what the topics of workers are named after
 */
record SecuredBroker(
        int port,
        Certificates certificates,
        String keyStorePassword,
        Map<String, String> scramUsers,
        Map<String, String> plainUsers,
        List<AclBinding> acls,
        List<String> workers) {

    private static final String LISTENER = "listener.name.advertised.";
    private static final int ITERATIONS = 4096;
    private static final Map<String, Integer> WORKER_TOPICS = Map.of("-configs", 1, "-offsets", 5, "-status", 5);

    SecuredBroker(
            Certificates certificates,
            String keyStorePassword,
            Map<String, String> scramUsers,
            Map<String, String> plainUsers,
            List<AclBinding> acls,
            List<String> workers) {
        this(FreePort.find(), certificates, keyStorePassword, scramUsers, plainUsers, acls, workers);
    }

    /** Where clients connect to, as {@code HOST:PORT}. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it, and returns when it has its users and ACLs. */
    Broker start(Path directory) {
        BrokerProcess broker = BrokerProcess.start(
                KafkaRuntime.locate(), directory, properties(), new AdvertisedListener(port, address()));
        try (Admin admin = broker.admin()) {
            List<UserScramCredentialAlteration> users = scramUsers.entrySet().stream()
                    .map(user -> (UserScramCredentialAlteration) new UserScramCredentialUpsertion(
                            user.getKey(),
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                            user.getValue()))
                    .toList();
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(acls).all().get();
            admin.createTopics(workerTopics()).all().get();
            return Broker.of(broker);
        } catch (InterruptedException | ExecutionException e) {
            broker.close();
            throw new IllegalStateException(e);
        }
    }

    /** Workers may not make them. */
    private List<NewTopic> workerTopics() {
        Map<String, String> settings = Map.of("cleanup.policy", "compact");
        List<NewTopic> topics = new ArrayList<>();
        for (String worker : workers) {
            WORKER_TOPICS.forEach((topic, partitions) ->
                    topics.add(new NewTopic(worker + topic, partitions, (short) 1).configs(settings)));
        }
        return topics;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,ADVERTISED:SASL_SSL");
        properties.put(LISTENER + "sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
        properties.put(
                LISTENER + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put(
                LISTENER + "plain.sasl.jaas.config",
                plainUsers.entrySet().stream()
                        .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                        .collect(Collectors.joining(
                                " ", "org.apache.kafka.common.security.plain.PlainLoginModule required ", ";")));
        properties.put(LISTENER + "ssl.keystore.type", Certificates.TYPE);
        properties.put(
                LISTENER + "ssl.keystore.location", certificates.keyStore().toString());
        properties.put(LISTENER + "ssl.keystore.password", keyStorePassword);
        properties.put(LISTENER + "ssl.key.password", keyStorePassword);
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:ANONYMOUS");
        properties.put("auto.create.topics.enable", "false");
        // So that a record of 10 MB reaches the workers.
        properties.put("message.max.bytes", "20000000");
        return properties;
    }
}
