package io.npipeline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.npipeline.binding.BodyForm;
import io.npipeline.message.KafkaMessage;
import io.npipeline.partitioning.PartitionKeyProvider;
import java.time.Instant;
import java.util.OptionalInt;
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
    void eachOptionIsKeptByTheOthersAndLeavesTheNodeItWasCalledOnAsItIs() {
        KafkaSinkNode<String> all = node.toPartition(String::length)
                .timestampedBy(body -> Instant.EPOCH)
                .withHeaders(KafkaMessage::headers)
                .keyedBy(body -> body)
                .writtenAs(BodyForm.JSON_BYTES)
                .toTopic("x");

        assertThat(all.partitionSelector()).isPresent();
        assertThat(all.timestampSelector()).isPresent();
        assertThat(all.headersSelector()).isPresent();
        assertThat(all.keySelector()).isPresent();
        assertThat(all.form()).hasValue(BodyForm.JSON_BYTES);
        assertThat(all.topic()).hasValue("x");
        assertThat(all.bodyType()).isEqualTo(String.class);
        assertThat(node.partitionSelector()).isEmpty();
        assertThat(node.timestampSelector()).isEmpty();
        assertThat(node.headersSelector()).isEmpty();
        assertThat(node.keySelector()).isEmpty();
        assertThat(node.form()).isEmpty();
        assertThat(node.topic()).isEmpty();
    }

    @Test
    void otherOptionsKeepTheTopic() {
        assertThat(node.toTopic("x").keyedBy(body -> body).topic()).hasValue("x");
        assertThat(node.toTopic(body -> body).keyedBy(body -> body).topicSelector())
                .isPresent();
    }

    @Test
    void aTopicThatCannotBeOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.toTopic("a/b"))
                .withMessage("Topic \"a/b\" must be the name of a topic: up to 249 letters, digits, dots, dashes and "
                        + "underscores");
    }

    @Test
    void theLastChoiceOfAPartitionCounts() {
        KafkaSinkNode<String> bySelector = node.partitionedBy(new ByLength()).toPartition(String::length);
        assertThat(bySelector.partitionSelector()).isPresent();
        assertThat(bySelector.partitionProvider()).isEmpty();

        KafkaSinkNode<String> byProvider =
                node.toPartition(String::length).partitionedBy(new ByLength()).toTopic("x");
        assertThat(byProvider.partitionSelector()).isEmpty();
        assertThat(byProvider.partitionProvider()).isPresent();
        assertThat(byProvider.keySelector()).isPresent();
    }

    @Test
    void aProviderThatChoosesKeysOnlyNeedsNoNumberOfPartitions() {
        assertThat(node.partitionedBy(body -> body).partitionProvider()).isEmpty();
        assertThat(node.partitionedBy(body -> body).keySelector()).isPresent();
    }

    private static final class ByLength implements PartitionKeyProvider<CharSequence> {

        @Override
        public Object partitionKey(CharSequence body) {
            return body.length();
        }

        @Override
        public OptionalInt partition(CharSequence body, int partitionCount) {
            return OptionalInt.of(body.length() % partitionCount);
        }
    }
}
