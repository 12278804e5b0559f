package io.npipeline.integration.compatibility;

import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.Topics;
import io.npipeline.integration.pipelines.FilesPipeline;
import io.npipeline.integration.pipelines.HeldEffectsPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.pipelines.PoisonedEffectsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The connectors that each worker gets, with the records they read. */
record TriedConnectors(VersionedWorker worker, Topics topics, String bootstrapServers) {

    static final int RECORDS = 300;

    /** So many of the records are poison to those that know poison, or held back by those that hold some. */
    static final int SPECIAL = RECORDS / 10;

    private static final Duration SHORTER_THAN_ANY_RETRY = Duration.ofMinutes(10);

    void post() throws IOException {
        postEgress();
        postHeldEgress();
        postIngress();
        postRelay();
    }

    /** Effects in {@code egress.txt}, the poison in the topic {@code egress-dead-letters}. */
    private void postEgress() {
        String name = worker.named("egress");
        topics.create(name, 2);
        topics.sendAll(name, bodies());
        Map<String, String> config = ConnectorConfigs.sink(PoisonedEffectsPipeline.class, name);
        config.put("tasks.max", "2");
        config.put("npipeline.pipeline.param.effects", worker.file("egress.txt").toString());
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.kafka.bootstrap.servers", bootstrapServers);
        putDeadLetters("egress-dead-letters", config);
        worker.connect().put(name, config);
    }

    /** Effects in {@code held.txt}; some records are retried as long as the file {@code gate} is there. */
    private void postHeldEgress() throws IOException {
        String name = worker.named("held");
        topics.create(name, 1);
        topics.sendAll(
                name,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> (isSpecial(i) ? HeldEffectsPipeline.HELD : "free") + i)
                        .toList());
        Path gate = Files.createFile(worker.file("gate"));
        Map<String, String> config = ConnectorConfigs.sink(HeldEffectsPipeline.class, name);
        config.put("npipeline.pipeline.param.effects", worker.file("held.txt").toString());
        config.put("npipeline.pipeline.param.gate", gate.toString());
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.retry.max", "1000");
        config.put("npipeline.retry.delay.base.ms", Long.toString(SHORTER_THAN_ANY_RETRY.toMillis()));
        config.put("npipeline.retry.delay.max.ms", Long.toString(SHORTER_THAN_ANY_RETRY.toMillis()));
        config.put("npipeline.drain.timeout.ms", "100");
        config.put("npipeline.kafka.bootstrap.servers", bootstrapServers);
        worker.connect().put(name, config);
    }

    /** The lines of {@code rows/rows.csv} in the topic of its name, then the file in {@code rows/done}. */
    private void postIngress() throws IOException {
        String name = worker.named("ingress");
        topics.create(name, 1);
        Path rows = Files.createDirectories(worker.file("rows"));
        Files.write(
                rows.resolve("rows.csv"),
                Stream.concat(
                                Stream.of("file,line"),
                                IntStream.range(0, RECORDS).mapToObj(i -> "rows.csv," + i))
                        .toList());
        Map<String, String> config = ConnectorConfigs.source(FilesPipeline.class.getName(), name);
        config.put("npipeline.kafka.bootstrap.servers", bootstrapServers);
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        config.put("npipeline.pipeline.param.folder", rows.toString());
        config.put("npipeline.pipeline.param.work.ms", "0");
        worker.connect().put(name, config);
    }

    /** Each body with {@code /1} behind it in {@code relayed}, the poison in {@code relay-dead-letters}. */
    private void postRelay() {
        String name = worker.named("relay");
        topics.create(name, 2);
        topics.create(worker.named("relayed"), 1);
        topics.create(worker.named("relay-dead-letters"), 1);
        topics.sendAll(name, bodies());
        Map<String, String> config = relay(name);
        config.put("tasks.max", "2");
        putDeadLetters("relay-dead-letters", config);
        worker.connect().put(name, config);
    }

    /** A relay without dead letters. */
    Map<String, String> relay(String from) {
        Map<String, String> config =
                ConnectorConfigs.relay(NumberedOutputsPipeline.class, from, worker.named("relayed"), bootstrapServers);
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "0");
        return config;
    }

    private void putDeadLetters(String topic, Map<String, String> config) {
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", worker.named(topic));
    }

    List<String> good() {
        return bodies().stream().filter(body -> !isPoison(body)).toList();
    }

    List<String> poison() {
        return bodies().stream().filter(TriedConnectors::isPoison).toList();
    }

    private List<String> bodies() {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> worker.version() + "/" + i + (isSpecial(i) ? NumberedOutputsPipeline.POISON : ""))
                .toList();
    }

    private static boolean isSpecial(int number) {
        return number % (RECORDS / SPECIAL) == 0;
    }

    private static boolean isPoison(String body) {
        return body.endsWith(NumberedOutputsPipeline.POISON);
    }
}
