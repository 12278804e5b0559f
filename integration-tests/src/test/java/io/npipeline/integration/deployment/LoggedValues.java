package io.npipeline.integration.deployment;

import io.npipeline.deployment.ConnectClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker logs of the settings that its clients and converters run with, effective defaults included. */
final class LoggedValues {

    /** Kafka's own classes log what they parsed, by one logger or the other. */
    private static final List<String> LOGGERS = List.of(
            "org.apache.kafka.common.config.AbstractConfig",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            "org.apache.kafka.clients.producer.ProducerConfig");

    private LoggedValues() {}

    /** Makes the worker log what clients are made with from now on. */
    static void enable(ConnectClient worker) {
        LOGGERS.forEach(logger -> worker.setLogLevel(logger, "INFO"));
    }

    /** The settings of every object that logged them under a heading such as {@code ConsumerConfig values:}, in order. */
    static List<Map<String, String>> of(Path log, String heading) {
        List<Map<String, String>> all = new ArrayList<>();
        Map<String, String> values = null;
        for (String line : lines(log)) {
            if (line.trim().endsWith(heading)) {
                values = new HashMap<>();
                all.add(values);
            } else if (values != null && line.startsWith("\t") && line.contains(" = ")) {
                String[] setting = line.substring(1).split(" = ", 2);
                values.put(setting[0], setting[1]);
            } else {
                values = null;
            }
        }
        return all;
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
