package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the source connector's {@code validate()} says of the converters of a relay. */
class RelayConverterValidationTest {

    private static final String KEY = "npipeline.source.key.converter";
    private static final String VALUE = "npipeline.source.value.converter";
    private static final String HEADER = "npipeline.source.header.converter";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name",
            "relay",
            "npipeline.topic",
            "lines",
            "npipeline.pipeline.class",
            TestPipelines.Relay.class.getName(),
            "npipeline.source.topics",
            "orders",
            "npipeline.kafka.bootstrap.servers",
            "localhost:9092",
            KEY,
            StringConverter.class.getName(),
            VALUE,
            StringConverter.class.getName()));

    /** Its constructor fails. */
    public static final class Broken extends StringConverter {
        public Broken() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Cannot be made from outside. */
    public static final class Hidden extends StringConverter {
        private Hidden() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, VALUE, HEADER})
    void aClassThatIsNotThereIsRefused(String key) {
        settings.put(key, "com.example.Absent");

        refused(
                key,
                "com.example.Absent",
                "the class was not found; its jar belongs in a folder of the worker's plugin.path");
    }

    @Test
    void aClassOfAnotherTypeIsRefused() {
        settings.put(VALUE, SimpleHeaderConverter.class.getName());
        refused(
                VALUE,
                SimpleHeaderConverter.class.getName(),
                "the class does not implement org.apache.kafka.connect.storage.Converter");

        settings.put(VALUE, StringConverter.class.getName());
        settings.put(HEADER, "java.lang.Object");
        refused(
                HEADER,
                "java.lang.Object",
                "the class does not implement org.apache.kafka.connect.storage.HeaderConverter");
    }

    @Test
    void aClassThatCannotBeMadeIsRefusedWithTheReason() {
        settings.put(VALUE, Broken.class.getName());
        refused(VALUE, Broken.class.getName(), "the class cannot be used: java.lang.IllegalStateException: no licence");

        settings.put(VALUE, Hidden.class.getName());
        refused(
                VALUE,
                Hidden.class.getName(),
                "the class cannot be used: java.lang.NoSuchMethodException: " + Hidden.class.getName() + ".<init>()");
    }

    @Test
    void aConverterThatRefusesItsSettingsIsRefusedWithTheReason() {
        settings.put(VALUE, JsonConverter.class.getName());
        settings.put(VALUE + ".schemas.cache.size", "many");

        refused(
                VALUE,
                JsonConverter.class.getName(),
                "the converter refuses its settings: Invalid value many for configuration schemas.cache.size: Not a "
                        + "number of type INT");
    }

    @Test
    void theConnectorsOwnConvertersAreTakenWithTheirSettingsWhereNoneIsNamed() {
        settings.remove(KEY);
        settings.put(VALUE, " ");
        settings.put("key.converter", StringConverter.class.getName());
        settings.put("value.converter", JsonConverter.class.getName());
        settings.put("value.converter.schemas.cache.size", "7");

        validate().isAccepted();
        ConverterPlugin plugin = ConverterPlugin.of(config(), "value.converter", VALUE, ConverterType.VALUE);
        assertThat(plugin.className()).isEqualTo(JsonConverter.class.getName());
        assertThat(plugin.settings()).isEqualTo(Map.of("schemas.cache.size", "7", "converter.type", "value"));

        settings.put("value.converter.schemas.cache.size", "many");
        assertThat(validate().errors()).containsOnlyKeys(VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, VALUE})
    void aConverterMustBeNamedSomewhere(String key) {
        settings.remove(key);

        refused(
                key,
                null,
                "must be set, or the connector's own converter: the worker does not share its own with tasks");
    }

    @Test
    void headersAreConvertedBySimpleHeaderConverterWhereNothingElseIsNamed() {
        ConverterPlugin plugin = ConverterPlugin.of(config(), "header.converter", HEADER, ConverterType.HEADER);

        assertThat(plugin.className()).isEqualTo(SimpleHeaderConverter.class.getName());
        assertThat(plugin.settings()).isEqualTo(Map.of("converter.type", "header"));
    }

    @Test
    void asTextItShowsNoSetting() {
        settings.put(VALUE + ".password", "secret");

        assertThat(ConverterPlugin.of(config(), VALUE, VALUE, ConverterType.VALUE))
                .asString()
                .contains("StringConverter", "password")
                .doesNotContain("secret");
    }

    private NPipelineSourceConnectorConfig config() {
        return new NPipelineSourceConnectorConfig(settings);
    }

    private void refused(String key, @Nullable String value, String rule) {
        validate().isRefused(key, "Invalid value " + value + " for configuration " + key + ": " + rule);
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSourceConnector(), settings);
    }
}
