package io.npipeline.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.formats.converter.RegisteredSchema;
import io.npipeline.formats.converter.RegisteredSchema.Reference;
import io.npipeline.formats.converter.RegistryClient;
import io.npipeline.formats.evolution.CustomerEgress;
import io.npipeline.formats.evolution.CustomerIngress;
import io.npipeline.formats.judge.JsValues;
import io.npipeline.formats.judge.Serde;
import io.npipeline.formats.sample.Cases;
import io.npipeline.formats.sample.Difference;
import io.npipeline.formats.sample.SampleRelay;
import io.npipeline.quickstart.environment.EnvironmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every type in every format through a real worker, with Confluent's serdes for JavaScript on the other side and a real schema
 * registry between them. Run with {@code -Ddocs.update} to write the table in {@code docs/formats.md} anew.
 */
@ExtendWith(SharedEnvironment.class)
class FormatsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PAGE = SharedEnvironment.ROOT.resolve("docs/formats.md");

    private static FormatsEnvironment environment;
    private static RegistryClient registry;
    private static FormatTable found;

    @BeforeAll
    static void carryAllCases(FormatsEnvironment shared) throws IOException {
        environment = shared;
        registry = new RegistryClient(environment.registry().confluentApi().toString());
        for (Format format : Format.values()) {
            sendCustomers(format);
        }
        found = RoundTrips.run(environment, FormatTable.parse(Files.readString(PAGE)));
    }

    /** Schemas of Avro are looked at for compatibility; of the other formats the registry refuses what is changed here. */
    private static void sendCustomers(Format format) {
        String topic = customers(format);
        environment.broker().createTopic(topic, 1);
        Runnable between = () -> {
            if (isAvro(format)) {
                registry.requireCompatibility(topic + "-value", "BACKWARD");
            }
        };
        environment.records().send(topic, Evolution.write(environment.judge(), format, topic, between));
        Map<String, String> config = Connectors.egress(CustomerEgress.class, topic);
        config.putAll(format.converter("value.converter", environment.registry()));
        config.put(
                "npipeline.pipeline.param.customers",
                environment.file(topic + ".txt").toString());
        environment.connect().put(topic, config);
    }

    private static String customers(Format format) {
        return format.word() + "-customers";
    }

    private static boolean isAvro(Format format) {
        return format == Format.AVRO_APICURIO || format == Format.AVRO_CONFLUENT;
    }

    @Test
    void whatBecomesOfEachValueIsAsDocumented() throws IOException {
        String page = Files.readString(PAGE);
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, found.putInto(page));
            page = Files.readString(PAGE);
        }

        assertThat(found.size()).isEqualTo(Cases.ALL.size() * Format.values().length * Direction.values().length);
        assertThat(found.differences(FormatTable.parse(page))).isEmpty();
        assertThat(page).as("stale: run with -Ddocs.update").isEqualTo(found.putInto(page));
    }

    /** That the serdes read what was written says something only because they refuse what is not by its schema. */
    @Test
    void theJudgeRefusesWhatIsNotByItsSchema() {
        String topic = "json-schema-in";
        byte[] value = ForeignSide.json(Map.of("truth", 7));
        byte[] record = ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(registry.latest(topic + "-value").id())
                .put(value)
                .array();

        assertThatThrownBy(() -> environment.judge().read(Serde.JSON_SCHEMA, topic, List.of(record)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cannot read item 0 of json-schema-in");
    }

    /** Only what a format has no value for may be missing from the table. */
    @Test
    void anErrorOfTheJudgeIsNotTakenForAValueThatTheFormatDoesNotHave() {
        String topic = "avro-confluent-in";
        List<JsonNode> values = List.of(JsValues.of(Map.of("int32", "no number")));
        int id = registry.latest(topic + "-value").id();

        assertThatThrownBy(() -> environment.judge().write(Serde.AVRO, topic, id, values))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cannot write item 0 of avro-confluent-in");
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "JSON")
    void recordsBeginWithTheIdOfTheRegisteredSchema(Format format) {
        String topic = format.word() + "-ingress";
        ByteBuffer record = ByteBuffer.wrap(
                environment.records().read(topic).values().iterator().next());

        assertThat(record.get()).isZero();
        assertThat(record.getInt()).isEqualTo(registry.latest(topic + "-value").id());
        assertThat(registry.versions(topic + "-value")).hasSize(1);
    }

    @Test
    void aProtobufSchemaOfOursHasNestedMessagesAndAnImport() {
        assertThat(registry.latest("protobuf-relay-value").schema().text())
                .contains("import \"google/protobuf/timestamp.proto\";")
                .contains("\n  message Place {\n")
                .contains("\n  message Point {\n");
    }

    /** What the cases of {@code protobuf-in} were written by: a file that imports another one, which is a subject of its own. */
    @Test
    void aProtobufSchemaOfOthersImportsOneOfAnotherSubject() {
        assertThat(registry.latest("protobuf-in-value").schema().references())
                .extracting(Reference::name)
                .containsExactly("place.proto");
    }

    @Test
    void aRelayWritesByTheSchemaOfOthersThatImportsAnother() {
        String topic = "protobuf-imports";
        environment.broker().createTopic(topic, 1);
        int id = registry.register(
                topic + "-value", registry.latest("protobuf-in-value").schema());
        Map<String, String> config = Connectors.relay(
                SampleRelay.class,
                "protobuf-in",
                topic,
                environment.broker().bootstrapServers(),
                Format.PROTOBUF.converter("npipeline.source.value.converter", environment.registry()));
        config.putAll(Format.PROTOBUF.converter("value.converter", environment.registry()));
        config.put("value.converter.use.latest.version", "true");
        environment.connect().put(topic, config);

        int count = environment.records().read("protobuf-in").size();
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(environment.records().read(topic)).hasSize(count));
        Map<String, byte[]> records = environment.records().read(topic);
        assertThat(records.values())
                .allSatisfy(
                        record -> assertThat(ByteBuffer.wrap(record).getInt(1)).isEqualTo(id));
        List<Object> values = new ForeignSide(environment.judge(), Format.PROTOBUF)
                .readPlain(topic, new ArrayList<>(records.values()));
        int i = 0;
        for (String name : records.keySet()) {
            assertThat(Difference.between(Cases.named(name), ForeignSide.bind(values.get(i++))))
                    .as(name)
                    .isEqualTo(found.word(name, Format.PROTOBUF, Direction.RELAY));
        }
    }

    /** Added with a default, removed, widened, renamed, and a symbol that the enum does not have. */
    @ParameterizedTest
    @EnumSource
    void whatWasWrittenByAnOlderAndByANewerSchemaIsReadAsTheRecordOfToday(Format format) {
        Path lines = environment.file(customers(format) + ".txt");

        // Their keys differ, so nothing says which comes first.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(lines).exists().content().satisfies(content -> assertThat(
                                content.lines())
                        .containsExactlyInAnyOrder(
                                "Customer[id=7, email=ada@example.com, level=SILVER, currency=EUR]",
                                "Customer[id=1099511627776, email=eve@example.com, level=OTHER, currency=USD]")));
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, customer-before.json, customer-after.json",
        "PROTOBUF, customer-before.proto, customer-after.proto"
    })
    void theRegistrysCheckRefusesInOtherFormatsThanAvroWhatReadersGetAlongWith(
            String type, String before, String after) {
        String subject = type + "-checked";
        registry.register(subject, schema(type, before));
        registry.requireCompatibility(subject, "BACKWARD");

        assertThatThrownBy(() -> registry.register(subject, schema(type, after)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("409")
                .hasMessageContaining("Incompatible artifact");
    }

    private static RegisteredSchema schema(String type, String file) {
        return new RegisteredSchema(type, environment.judge().schema(file), List.of());
    }

    /** The defaults of a record are those of its schema, so others read old records by the new schema. */
    @ParameterizedTest
    @EnumSource(names = {"AVRO_APICURIO", "AVRO_CONFLUENT"})
    void theSchemaOfARecordThatChangedIsCompatible(Format format) {
        String topic = format.word() + "-changing";
        environment.broker().createTopic(topic, 1);
        putChanging(format, topic, false);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(environment.records().read(topic)).containsKey("before"));
        registry.requireCompatibility(topic + "-value", "BACKWARD");
        putChanging(format, topic, true);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(environment.records().read(topic)).containsKey("now"));

        assertThat(registry.versions(topic + "-value")).hasSize(2);
        Map<String, byte[]> records = environment.records().read(topic);
        Map<?, ?> before = (Map<?, ?>) environment
                .judge()
                .readByLatest(topic, List.of(records.get("before")))
                .get(0);
        assertThat(before.get("id")).isEqualTo(7L);
        assertThat(before.get("currency")).isEqualTo("EUR");
        assertThat(before.containsKey("fax")).isFalse();
    }

    private static void putChanging(Format format, String topic, boolean now) {
        Map<String, String> config = Connectors.source(CustomerIngress.class, topic);
        config.putAll(format.converter("value.converter", environment.registry()));
        config.put("npipeline.pipeline.param.now", Boolean.toString(now));
        environment.connect().put(topic, config);
    }
}
