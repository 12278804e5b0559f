package io.npipeline.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaSinkNodeTest {

    private final KafkaSinkNode<String> node = KafkaSinkNode.of(String.class);

    @Test
    void aNewNodeNamesNoTopic() {
        assertThat(node.topic()).isEmpty();
        assertThat(node.topicSelector()).isEmpty();
    }

    @Test
    void theLastChoiceOfATopicCounts() {
        KafkaSinkNode<String> byName = node.toTopic(body -> body).toTopic("x");
        assertThat(byName.topic()).hasValue("x");
        assertThat(byName.topicSelector()).isEmpty();

        KafkaSinkNode<String> byBody = node.toTopic("x").toTopic(body -> body);
        assertThat(byBody.topic()).isEmpty();
        assertThat(byBody.topicSelector()).isPresent();
    }

    @Test
    void otherOptionsKeepTheTopic() {
        assertThat(node.toTopic("x").keyedBy(body -> body).topic()).hasValue("x");
        assertThat(node.toTopic(body -> body).keyedBy(body -> body).topicSelector())
                .isPresent();
    }
}
