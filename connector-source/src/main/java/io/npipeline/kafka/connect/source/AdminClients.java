package io.npipeline.kafka.connect.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Opens and closes admin clients of our own. */
final class AdminClients {

    /** What a client gets to end its calls; one that was given up must not be waited for. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private AdminClients() {}

    /**
     * A new client, which belongs to the caller. It makes threads, but no connection yet.
     *
     * @param settings of clients of any kind; those that are not an admin client's are left out
     */
    static Admin open(Map<String, Object> settings, String clientId) {
        Map<String, Object> own = new HashMap<>();
        settings.forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                own.put(name, value);
            }
        });
        own.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        return Admin.create(own);
    }

    static void close(Admin admin) {
        admin.close(CLOSE_TIMEOUT);
    }
}
