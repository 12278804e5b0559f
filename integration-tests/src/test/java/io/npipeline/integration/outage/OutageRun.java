package io.npipeline.integration.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.CommittedRecords;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.environment.TcpProxy;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.pipelines.PoisonedEffectsPipeline;
import io.npipeline.integration.relay.DeadLetters;
import io.npipeline.integration.relay.Findings;
import io.npipeline.integration.relay.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * An egress to a file and a relay, exactly once, of the same records under load, both with dead letters, on a worker that
 * reaches the broker through a proxy.
 *
 * <p>Not thread safe.
 */
final class OutageRun implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String EGRESS = "egress";
    private static final String RELAY = "relay";
    private static final String OUTPUTS = "outputs";
    private static final String EGRESS_LETTERS = "egress-dead-letters";
    private static final String RELAY_LETTERS = "relay-dead-letters";
    private static final int PARTITIONS = 4;
    private static final int TASKS = 2;
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private final ConnectEnvironment environment;
    private final TcpProxy proxy;
    private final Path effects;
    private final CommittedRecords outputs;
    private final CommittedRecords egressLetters;
    private final CommittedRecords relayLetters;
    private final Admin admin;
    private final Load load;
    private final StatusWatch watch;

    private OutageRun(ConnectEnvironment environment, TcpProxy proxy) {
        this.environment = environment;
        this.proxy = proxy;
        effects = environment.file(EGRESS);
        outputs = environment.topics().committedRecords(PARTITIONS, OUTPUTS);
        egressLetters = environment.topics().committedRecords(1, EGRESS_LETTERS);
        relayLetters = environment.topics().committedRecords(1, RELAY_LETTERS);
        admin = environment.broker().admin();
        load = new Load(environment.broker().bootstrapServers());
        watch = new StatusWatch(environment.connect(), EGRESS, RELAY);
    }

    /** Starts the connectors, which have nothing to do yet. */
    static OutageRun start(ConnectEnvironment environment, TcpProxy proxy) {
        environment.topics().create(Inputs.TOPIC, PARTITIONS);
        environment.topics().create(OUTPUTS, PARTITIONS);
        environment.topics().create(EGRESS_LETTERS, 1);
        environment.topics().create(RELAY_LETTERS, 1);
        environment.connect().put(EGRESS, egress(environment.file(EGRESS), proxy));
        environment.connect().put(RELAY, relay(proxy));
        environment.connect().waitUntilRunning(EGRESS, TASKS, LIMIT);
        environment.connect().waitUntilRunning(RELAY, TASKS, LIMIT);
        return new OutageRun(environment, proxy);
    }

    private static Map<String, String> egress(Path effects, TcpProxy proxy) {
        Map<String, String> config = new HashMap<>(ConnectorConfigs.sink(PoisonedEffectsPipeline.class, Inputs.TOPIC));
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.kafka.bootstrap.servers", proxy.address());
        return withCommon(config, EGRESS_LETTERS);
    }

    private static Map<String, String> relay(TcpProxy proxy) {
        Map<String, String> config = new HashMap<>(
                ConnectorConfigs.relay(NumberedOutputsPipeline.class, Inputs.TOPIC, OUTPUTS, proxy.address()));
        config.put("npipeline.pipeline.param.outputs", "1");
        return withCommon(config, RELAY_LETTERS);
    }

    private static Map<String, String> withCommon(Map<String, String> config, String letters) {
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("npipeline.pipeline.param.work.ms", "2");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", letters);
        return config;
    }

    Load load() {
        return load;
    }

    /** Starts one more connector; returns when it runs. */
    void startAnother() {
        Map<String, String> config = egress(environment.file("another"), proxy);
        config.put("npipeline.dead.letter.topic", "another-dead-letters");
        environment.connect().put("another", config);
        environment.connect().waitUntilRunning("another", TASKS, LIMIT);
    }

    /** An outage between two stretches of load; returns when all is handled that was ever sent, as it should be. */
    void survives(String outage, Runnable fault) {
        load.start();
        load.awaitTime(STRETCH);
        await().atMost(LIMIT).until(() -> outputs.count() > 0);
        fault.run();
        long over = System.nanoTime();
        load.awaitTime(STRETCH);
        check(load.pause(), over, outage);
    }

    private void check(Inputs sent, long since, String outage) {
        Set<String> expected = sent.expectedOutputs(1, 0);
        Set<String> handled = new HashSet<>();
        expected.forEach(output -> handled.add(output.substring(0, output.lastIndexOf('/'))));
        await().atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .failFast(this::throwIfFailed)
                .untilAsserted(() -> {
                    abortHangingTransactions();
                    outputs.count();
                    egressLetters.count();
                    relayLetters.count();
                    assertThat(relayFindings(expected).lost()).hasSize(0);
                    assertThat(letters(sent, relayLetters).lost()).hasSize(0);
                    assertThat(letters(sent, egressLetters).lost()).hasSize(0);
                    assertThat(Findings.ofFirstCalls(handled, EffectLines.bodies(effects))
                                    .lost())
                            .hasSize(0);
                });
        List<String> calls = EffectLines.bodies(effects);
        System.out.println(outage + ": " + expected.size() + " messages and "
                + sent.expectedDeadLetters().size() + " dead letters of each connector complete after "
                + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms; relay: " + relayFindings(expected)
                + "; its dead letters: " + letters(sent, relayLetters) + "; egress: "
                + (calls.size() - handled.size()) + " calls again; its dead letters: "
                + letters(sent, egressLetters));
        assertThat(relayFindings(expected)).matches(Findings::areNone);
        assertThat(letters(sent, relayLetters)).matches(Findings::areNone);
        assertThat(Findings.ofFirstCalls(handled, calls)).matches(Findings::areNone);
        assertThat(letters(sent, egressLetters).unexpected()).isEmpty();
        environment.connect().waitUntilRunning(EGRESS, TASKS, LIMIT);
        environment.connect().waitUntilRunning(RELAY, TASKS, LIMIT);
        throwIfFailed();
        assertThat(deaths()).isEmpty();
    }

    /** The broker's own loss when it is killed, which no client can mend; seen seldom. */
    private void abortHangingTransactions() {
        List<TopicPartition> aborted = HangingTransactions.abort(admin);
        if (!aborted.isEmpty()) {
            System.out.println("The broker left a transaction hanging, which was aborted: " + aborted);
        }
    }

    private void throwIfFailed() {
        assertThat(watch.failures()).isEmpty();
    }

    private Findings relayFindings(Set<String> expected) {
        return Findings.of(expected, outputs.records());
    }

    private static Findings letters(Inputs sent, CommittedRecords letters) {
        return Findings.ofBodies(sent.expectedDeadLetters(), DeadLetters.items(letters.records()));
    }

    /** A task that failed and was then started anew by its worker is not in the status any more. */
    private List<String> deaths() {
        try (Stream<String> lines = Files.lines(environment.worker().log())) {
            return lines.filter(line -> line.contains("will not recover until manually restarted"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        watch.close();
        admin.close();
        load.close();
        outputs.close();
        egressLetters.close();
        relayLetters.close();
    }
}
