package io.npipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class KafkaClientSettingsTest {

    @Test
    void settingsBehindThePrefixReachTheClients() {
        KafkaClientSettings settings = read(
                Map.of("npipeline.kafka.bootstrap.servers", "broker:9092", "npipeline.kafka.security.protocol", "SSL"));

        assertThat(settings.settings())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("bootstrap.servers", "broker:9092", "security.protocol", "SSL"));
        assertThat(settings.hasBootstrapServers()).isTrue();
    }

    @Test
    void theConsumerOverrideNamesTheBrokersWhereNothingElseDoes() {
        assertThat(read(Map.of("consumer.override.bootstrap.servers", "other:9092"))
                        .settings())
                .containsExactly(Map.entry("bootstrap.servers", "other:9092"));
    }

    @Test
    void theOwnKeyGoesBeforeTheConsumerOverride() {
        assertThat(read(Map.of(
                                "consumer.override.bootstrap.servers",
                                "other:9092",
                                "npipeline.kafka.bootstrap.servers",
                                "broker:9092"))
                        .settings())
                .containsExactly(Map.entry("bootstrap.servers", "broker:9092"));
    }

    @Test
    void blankBrokersAreNone() {
        assertThat(read(Map.of()).hasBootstrapServers()).isFalse();
        assertThat(read(Map.of("npipeline.kafka.bootstrap.servers", " ")).hasBootstrapServers())
                .isFalse();
        assertThat(read(Map.of("consumer.override.bootstrap.servers", " ")).hasBootstrapServers())
                .isFalse();
    }

    @Test
    void noValueIsShownAsText() {
        assertThat(read(Map.of("npipeline.kafka.sasl.jaas.config", "secret")))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("secret");
    }

    private static KafkaClientSettings read(Map<String, String> config) {
        ConfigDef def = new ConfigDef();
        KafkaClientSettings.define(def);
        return new KafkaClientSettings(new AbstractConfig(def, config, false));
    }
}
