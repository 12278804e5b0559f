package io.npipeline.deployment;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the brokers are and who the clients are to them. Immutable; its {@code toString} shows no secret. */
record ConnectionFields(
        @Nullable String bootstrapServers,
        @Nullable String clientId,
        @Nullable String saslUsername,
        @Nullable String saslPassword,
        @Nullable SecurityProtocol securityProtocol,
        @Nullable SaslMechanism saslMechanism,
        Map<String, String> clientSettings)
        implements FieldGroup {

    private static final Pattern SERVERS = Pattern.compile("\\s*[^\\s,]+:\\d{1,5}\\s*(,\\s*[^\\s,]+:\\d{1,5}\\s*)*");
    private static final String JAAS = "sasl.jaas.config";

    ConnectionFields {
        clientSettings = Map.copyOf(clientSettings);
    }

    @Override
    public void check(KafkaConfiguration all, Problems problems) {
        if (bootstrapServers == null) {
            problems.add(
                    "bootstrapServers", null, "must be set: a worker does not tell its tasks where its brokers are");
        } else if (!Problems.isReference(bootstrapServers)
                && !SERVERS.matcher(bootstrapServers).matches()) {
            problems.add("bootstrapServers", bootstrapServers, "must be a list of HOST:PORT");
        }
        problems.refuseBlank("clientId", clientId);
        if (securityProtocol != null && securityProtocol.usesSasl()) {
            checkLogin(securityProtocol, problems);
        } else {
            refuseLogin(problems);
        }
        clientSettings.keySet().stream()
                .filter(this::isField)
                .sorted()
                .forEach(name -> problems.add("clientSetting", name, "must be another setting: a field sets it"));
    }

    private boolean isField(String name) {
        return switch (name) {
            case "bootstrap.servers", "client.id", "security.protocol", "sasl.mechanism" -> true;
            case JAAS -> saslUsername != null || saslPassword != null;
            default -> false;
        };
    }

    private void checkLogin(SecurityProtocol protocol, Problems problems) {
        if (saslMechanism == null) {
            problems.add("saslMechanism", null, "must be set when securityProtocol is " + protocol);
            return;
        }
        if (saslMechanism.loginModule().isEmpty()) {
            String rule = "must not be set when saslMechanism is " + saslMechanism
                    + ", which has no user names and passwords: use clientSetting(\"" + JAAS + "\", …)";
            refuse("saslUsername", saslUsername, rule, problems);
            refuse("saslPassword", hidden(), rule, problems);
        } else if (!clientSettings.containsKey(JAAS)) {
            String rule = "must be set when saslMechanism is " + saslMechanism;
            problems.requireSet("saslUsername", saslUsername, rule);
            problems.requireSet("saslPassword", saslPassword, rule);
        }
    }

    private void refuseLogin(Problems problems) {
        String rule = "must not be set unless securityProtocol is SASL_PLAINTEXT or SASL_SSL";
        refuse("saslMechanism", saslMechanism, rule, problems);
        refuse("saslUsername", saslUsername, rule, problems);
        refuse("saslPassword", hidden(), rule, problems);
    }

    private static void refuse(String field, @Nullable Object value, String rule, Problems problems) {
        if (value != null) {
            problems.add(field, value, rule);
        }
    }

    private @Nullable String hidden() {
        return saslPassword == null ? null : Problems.HIDDEN;
    }

    @Override
    public void render(Draft draft) {
        draft.putClients("bootstrapServers", "bootstrap.servers", bootstrapServers);
        draft.putClients("securityProtocol", "security.protocol", securityProtocol);
        draft.putClients("saslMechanism", "sasl.mechanism", saslMechanism);
        draft.putClients("saslUsername", JAAS, login());
        new TreeMap<>(clientSettings).forEach((name, value) -> draft.putClients("clientSetting", name, value));
        // Other clients keep the names that tell what they are.
        if (draft.kind() != Draft.Kind.INGRESS) {
            draft.putConsumer("clientId", "client.id", clientId);
        }
        if (draft.kind() != Draft.Kind.SINK) {
            draft.putProducer("clientId", "client.id", clientId);
        }
    }

    private @Nullable String login() {
        String module =
                saslMechanism == null ? null : saslMechanism.loginModule().orElse(null);
        return module == null || saslUsername == null || saslPassword == null
                ? null
                : Jaas.login(module, saslUsername, saslPassword);
    }

    @Override
    public String toString() {
        return "connection[bootstrapServers=" + bootstrapServers + ", clientId=" + clientId + ", saslUsername="
                + saslUsername + ", saslPassword=" + hidden() + ", securityProtocol=" + securityProtocol
                + ", saslMechanism=" + saslMechanism + ", clientSettings=" + new TreeMap<>(clientSettings).keySet()
                + "]";
    }
}
