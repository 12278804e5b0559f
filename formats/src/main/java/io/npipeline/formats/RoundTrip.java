package io.npipeline.formats;

import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.formats.sample.Case;
import io.npipeline.formats.sample.Cases;
import io.npipeline.formats.sample.Difference;
import io.npipeline.formats.sample.SampleEgress;
import io.npipeline.formats.sample.SampleIngress;
import io.npipeline.formats.sample.SampleRelay;
import io.npipeline.quickstart.environment.EnvironmentException;
import io.npipeline.quickstart.environment.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cases in one format, through a worker in all directions.
 *
 * <p>Not thread safe.
 */
final class RoundTrip {

    /** Of a case that JavaScript, or its serde, cannot write. */
    static final String NOT_WRITTEN = "—";

    /** Of a case that a converter or the binding refuses. */
    static final String REFUSED = "refused";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FormatsEnvironment environment;
    private final Format format;
    private final FormatTable documented;
    private final ForeignSide foreign;
    private final Path findings;
    private final Map<String, byte[]> sent = new LinkedHashMap<>();

    RoundTrip(FormatsEnvironment environment, Format format, FormatTable documented) {
        this.environment = environment;
        this.format = format;
        this.documented = documented;
        this.foreign = new ForeignSide(environment.judge(), format);
        this.findings = environment.file(format.word() + "-findings.txt");
    }

    /** Sends what others write, and starts the connectors. Values that are known to be refused get one of their own. */
    void start() {
        String input = format.word() + "-in";
        environment.broker().createTopic(input, 1);
        for (Direction direction : Direction.values()) {
            environment.broker().createTopic(name(direction), 1);
        }
        List<byte @Nullable []> written =
                foreign.write(input, Cases.ALL.stream().map(Case::sample).toList());
        for (int i = 0; i < written.size(); i++) {
            byte[] bytes = written.get(i);
            if (bytes != null) {
                sent.put(Cases.ALL.get(i).name(), bytes);
            }
        }
        environment.records().send(input, sent);
        put(Direction.EGRESS, Connectors.egress(SampleEgress.class, input), Map.of("findings", findings.toString()));
        put(
                Direction.INGRESS,
                Connectors.source(SampleIngress.class, name(Direction.INGRESS)),
                Map.of("without", String.join(";", refused(Direction.INGRESS))));
        put(
                Direction.RELAY,
                Connectors.relay(
                        SampleRelay.class,
                        input,
                        name(Direction.RELAY),
                        environment.broker().bootstrapServers(),
                        format.converter("npipeline.source.value.converter", environment.registry())),
                Map.of());
        for (String name : refused(Direction.INGRESS)) {
            // A topic of its own too: a registry may refuse two who register a subject at the same moment.
            Map<String, String> config = Connectors.source(SampleIngress.class, refusedConnector(name));
            config.put("npipeline.pipeline.param.only", name);
            config.putAll(converter());
            environment.connect().put(refusedConnector(name), config);
        }
    }

    private void put(Direction direction, Map<String, String> config, Map<String, String> parameters) {
        config.putAll(converter());
        parameters.forEach((name, value) -> config.put("npipeline.pipeline.param." + name, value));
        environment.connect().put(name(direction), config);
    }

    private Map<String, String> converter() {
        return format.converter("value.converter", environment.registry());
    }

    /** Waits until all is through, and adds what became of it. */
    void finish(FormatTable table) {
        for (Case one : Cases.ALL) {
            if (!sent.containsKey(one.name())) {
                table.put(one.name(), format, Direction.EGRESS, NOT_WRITTEN);
                table.put(one.name(), format, Direction.RELAY, NOT_WRITTEN);
            }
        }
        await(Direction.EGRESS, sent.size(), () -> readFindings().size());
        readFindings().forEach((name, word) -> table.put(name, format, Direction.EGRESS, word));
        finish(Direction.RELAY, sent.size(), table);
        List<String> refused = refused(Direction.INGRESS);
        finish(Direction.INGRESS, Cases.ALL.size() - refused.size(), table);
        for (String name : refused) {
            awaitRefusal(name);
            table.put(name, format, Direction.INGRESS, REFUSED);
        }
    }

    /** Waits until a value's own connector has failed, which must be because of that value. */
    private void awaitRefusal(String caseName) {
        Waiting.until(
                LIMIT,
                () -> failure(refusedConnector(caseName)) != null,
                () -> format.title() + " does not refuse " + caseName);
        String failure = String.valueOf(failure(refusedConnector(caseName)));
        Pattern field = Pattern.compile("\\b" + Cases.named(caseName).component() + "\\b");
        if (!field.matcher(failure).find()) {
            throw new EnvironmentException(
                    format.title() + " refuses " + caseName + " without naming the field: " + failure);
        }
    }

    private void finish(Direction direction, int count, FormatTable table) {
        String topic = name(direction);
        await(direction, count, () -> environment.records().read(topic).size());
        Map<String, byte[]> records = environment.records().read(topic);
        List<Object> values = foreign.readPlain(topic, new ArrayList<>(records.values()));
        int i = 0;
        for (String name : records.keySet()) {
            table.put(name, format, direction, finding(Cases.named(name), values.get(i++)));
        }
    }

    private static String finding(Case sent, Object plain) {
        try {
            return Difference.between(sent, ForeignSide.bind(plain));
        } catch (IllegalArgumentException e) {
            return "misread: " + e.getMessage();
        }
    }

    private void await(Direction direction, int count, IntSupplier arrived) {
        Waiting.until(
                LIMIT,
                () -> {
                    String failure = failure(name(direction));
                    if (failure != null) {
                        throw new EnvironmentException(failure);
                    }
                    return arrived.getAsInt() >= count;
                },
                () -> name(direction) + ": " + arrived.getAsInt() + " of " + count + " cases arrived");
    }

    private @Nullable String failure(String connector) {
        return environment
                .connect()
                .findStatus(connector)
                .flatMap(ConnectorStatus::failure)
                .orElse(null);
    }

    private Map<String, String> readFindings() {
        Map<String, String> words = new HashMap<>();
        try {
            if (Files.exists(findings)) {
                String text = Files.readString(findings);
                // The last line may still be on its way.
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .map(line -> line.split("\t", 3))
                        .forEach(parts -> words.put(parts[0], parts[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** The cases that are documented to be refused. */
    private List<String> refused(Direction direction) {
        return Cases.ALL.stream()
                .map(Case::name)
                .filter(name -> documented.word(name, format, direction).equals(REFUSED))
                .toList();
    }

    /** Of the connector, and of the topic that it writes. */
    private String name(Direction direction) {
        return format.word() + "-" + direction.name().toLowerCase(Locale.ROOT);
    }

    private String refusedConnector(String name) {
        return format.word() + "-refused-" + name.replaceAll("[^a-z]+", "-");
    }
}
