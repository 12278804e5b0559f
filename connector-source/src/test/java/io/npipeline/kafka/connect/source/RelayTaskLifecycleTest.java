package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.node.NodeContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a relay task opens is closed once, however the task ends. */
class RelayTaskLifecycleTest {

    private static final String SEMANTIC = "npipeline.delivery.semantic";

    private final ScriptedConsumer consumer = new ScriptedConsumer(1);
    private final TrackedConverter.Journal converters = TrackedConverter.Journal.begin();
    private final TrackedNode node = new TrackedNode();
    private final SourceWorker worker = SourceWorker.relay(consumer, (pipeline, context) -> {
                var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                var check = pipeline.addMessageTransform("check", node);
                pipeline.connect(orders, check);
                pipeline.connect(check, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
            })
            .with(converters);

    @AfterEach
    void noConverterIsOpen() {
        assertThat(converters.open()).isEmpty();
    }

    @Test
    void aTaskThatStopsClosesWhatItOpened() {
        worker.start();
        assertThat(converters.open()).containsExactlyInAnyOrder("key", "value", "header");
        assertThat(consumer.closings()).isZero();

        worker.close();

        assertThat(consumer.closings()).isEqualTo(1);
        assertThat(node.events).containsExactly("open", "close");
    }

    @Test
    void aNodeThatCannotBeOpenedLeavesNothingOpen() {
        node.refusing = true;

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("Node \"check\" could not be opened");
        assertThat(node.events).containsExactly("open", "close");
    }

    @Test
    void aConsumerThatCannotBeAssignedItsPartitionsIsClosedAndSoIsTheRest() {
        consumer.refusing(new KafkaException("no"));

        assertThatThrownBy(worker::start).isInstanceOf(KafkaException.class).hasMessage("no");
        assertThat(consumer.closings()).isEqualTo(1);
        assertThat(node.events).containsExactly("open", "close");
    }

    @Test
    void aConsumerThatFailsToCloseDoesNotHideWhatFailedBefore() {
        consumer.refusing(new KafkaException("no")).failingToClose();

        assertThatThrownBy(worker::start).isInstanceOf(KafkaException.class).hasMessage("no");
        assertThat(node.events).containsExactly("open", "close");
    }

    @Test
    void aConverterThatRefusesItsSettingsIsClosedAndSoAreTheOthers() {
        worker.with("npipeline.source.header.converter.refused.after", "0");

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value io.npipeline.kafka.connect.source.TrackedConverter for configuration "
                        + "npipeline.source.header.converter: the converter refuses its settings: Invalid value 0 for "
                        + "configuration refused.after: is reached");
        assertThat(node.events).isEmpty();
    }

    @Test
    void aConverterThatRefusesItsSettingsAfterTheyWereCheckedLeavesNoOtherOpen() {
        worker.with("npipeline.source.header.converter.refused.after", "1");

        assertThatThrownBy(worker::start).isInstanceOf(ConfigException.class);
        assertThat(node.events).isEmpty();
    }

    @Test
    void exactlyOnceIsRefusedOnAWorkerWithoutTransactions() {
        worker.with(SEMANTIC, "exactly_once")
                .with("exactly.once.support", "required")
                .with("transaction.boundary", "connector");

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessage("npipeline.delivery.semantic is exactly_once, but this worker gives its tasks no "
                        + "transactions: it must be a distributed worker with exactly.once.source.support=enabled");
        assertThat(node.events).isEmpty();

        worker.withTransactions(new FakeTransactionContext()).start();
        worker.close();
    }

    @Test
    void aTaskThatWasNotStartedCanBeStopped() {
        worker.close();

        assertThat(consumer.closings()).isZero();
    }

    private static final class TrackedNode implements MessageTransformNode<String, String> {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private boolean refusing;

        @Override
        public void open(NodeContext context) {
            events.add("open");
            if (refusing) {
                throw new IllegalStateException("no");
            }
        }

        @Override
        public KafkaMessage<String> transform(KafkaMessage<String> message) {
            return message;
        }

        @Override
        public void close() {
            events.add("close");
        }
    }
}
