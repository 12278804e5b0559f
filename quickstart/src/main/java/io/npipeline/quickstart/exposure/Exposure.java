package io.npipeline.quickstart.exposure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a worker shows of its connectors. */
public final class Exposure {

    private static final List<String> VIEWS = List.of("", "/config", "/status", "/tasks", "/offsets", "/topics");

    private Exposure() {}

    /**
     * What is seen, by where: the log, the answers over REST, those to validations included, and all topics of the cluster.
     *
     * @param connectors the configurations that were posted, by the connectors' names
     */
    public static Map<String, String> of(
            Path log, Rest rest, String bootstrapServers, Map<String, Map<String, String>> connectors)
            throws IOException, InterruptedException {
        Map<String, String> seen = new HashMap<>();
        seen.put("log", Files.readString(log));
        seen.put("topics", WholeCluster.text(bootstrapServers));
        seen.put("connectors", rest.get("/connectors?expand=info&expand=status"));
        for (Map.Entry<String, Map<String, String>> connector : connectors.entrySet()) {
            String path = "/connectors/" + connector.getKey();
            for (String view : VIEWS) {
                seen.put(path + view, rest.get(path + view));
            }
            Map<String, String> named = new HashMap<>(connector.getValue());
            named.put("name", connector.getKey());
            seen.put("validation of " + connector.getKey(), rest.validate(named));
        }
        return seen;
    }
}
