package io.npipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.MissingParameterException;
import io.npipeline.pipeline.PipelineContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {

    private final PipelineContext context = read(Map.of(
            "name", "orders",
            "npipeline.pipeline.class", "some.Pipeline",
            "npipeline.pipeline.param.password", "secret",
            "npipeline.pipeline.param.a.b", "dotted"));

    @Test
    void aDefinitionSeesItsParametersAndTheConnectorsName() {
        assertThat(context.parameter("password")).isEqualTo("secret");
        assertThat(context.parameter("a.b")).isEqualTo("dotted");
        assertThat(context.findParameter("other")).isEmpty();
        assertThat(context.connectorName()).isEqualTo("orders");
    }

    @Test
    void aMissingParameterNamesTheKeyThatSetsIt() {
        assertThatThrownBy(() -> context.parameter("currency"))
                .isInstanceOf(MissingParameterException.class)
                .hasMessage("The pipeline needs the parameter \"currency\": set npipeline.pipeline.param.currency");
    }

    @Test
    void aParameterWithoutAValueIsNotSet() {
        Map<String, String> config = new HashMap<>(Map.of("npipeline.pipeline.class", "some.Pipeline"));
        config.put("npipeline.pipeline.param.currency", null);
        assertThat(read(config).findParameter("currency")).isEmpty();
    }

    @Test
    void parametersAreNotShownAsText() {
        assertThat(context).asString().contains("password").doesNotContain("secret");
        NodeFactory factory = new NodeFactory() {
            @Override
            public <N> N create(Class<N> type) {
                throw new AssertionError("Nobody asks");
            }

            @Override
            public String toString() {
                return "secret";
            }
        };
        assertThat(new FactoryContext(context, factory))
                .asString()
                .contains("password")
                .doesNotContain("secret");
    }

    @Test
    void aConnectorWithoutANameIsUnnamed() {
        assertThat(read(Map.of("npipeline.pipeline.class", "some.Pipeline")).connectorName())
                .isEqualTo("unnamed");
    }

    private static PipelineContext read(Map<String, String> config) {
        ConfigDef def = new ConfigDef();
        PipelineSettings.define(def);
        return new PipelineSettings(new AbstractConfig(def, config, false)).context();
    }
}
