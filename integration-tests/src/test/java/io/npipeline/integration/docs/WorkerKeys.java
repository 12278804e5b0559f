package io.npipeline.integration.docs;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;

/** Whether a distributed worker knows its settings, told by its own class, which is with Kafka's libraries. */
final class WorkerKeys {

    private static final Path LIBRARIES = Path.of(System.getProperty("project.root"), "quickstart/target/kafka");
    private static final String CONFIG = "org.apache.kafka.connect.runtime.distributed.DistributedConfig";

    private static final String PROVIDERS = "config.providers";

    /** What a worker hands on. */
    private static final List<String> FREE = List.of(
            PROVIDERS + ".", "consumer.", "producer.", "admin.", "key.converter.", "value.converter.", "topic.");

    private WorkerKeys() {}

    /** What is wrong with settings of a worker, of which the others are usual. */
    static List<String> problems(Map<String, String> settings) throws IOException, ReflectiveOperationException {
        Map<String, String> all = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "workers",
                "config.storage.topic", "configs",
                "offset.storage.topic", "offsets",
                "status.storage.topic", "statuses",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter"));
        settings.forEach((key, value) -> {
            if (!key.startsWith(PROVIDERS)) { // whose files are not here
                all.put(key, value);
            }
        });
        try (URLClassLoader kafka = new URLClassLoader(libraries(), WorkerKeys.class.getClassLoader())) {
            AbstractConfig config = config(kafka, all);
            List<String> problems = new ArrayList<>();
            for (String key : settings.keySet()) {
                if (!config.values().containsKey(key) && FREE.stream().noneMatch(key::startsWith)) {
                    problems.add(key + " is no setting of a worker");
                }
            }
            return problems;
        }
    }

    /** The worker's converters are with its libraries too. */
    private static AbstractConfig config(ClassLoader kafka, Map<String, String> settings)
            throws ReflectiveOperationException {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(kafka);
        try {
            return (AbstractConfig)
                    kafka.loadClass(CONFIG).getConstructor(Map.class).newInstance(settings);
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    private static URL[] libraries() throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
