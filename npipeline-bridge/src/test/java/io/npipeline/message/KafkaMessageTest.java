package io.npipeline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaMessageTest {

    private static final Origin ORIGIN = new Origin.Kafka("orders", 3, 42);

    private static KafkaMessage<Object> received(@Nullable Object body) {
        return KafkaMessage.received(
                body, "key", Schema.STRING_SCHEMA, MessageHeaders.EMPTY, 1_000L, ORIGIN, Acknowledgement.DETACHED);
    }

    /** Counts how often it is bound. */
    private static final class Unbound extends UnboundBody<Integer> {
        private final @Nullable String raw;
        private final AtomicInteger bindings = new AtomicInteger();

        Unbound(@Nullable String raw) {
            this.raw = raw;
        }

        @Override
        public @Nullable Integer bind() {
            bindings.incrementAndGet();
            return raw == null ? null : Integer.valueOf(raw);
        }

        @Override
        public @Nullable Object raw() {
            return raw;
        }
    }

    @Test
    void theBodyIsBoundOnFirstUseAndOnce() {
        Unbound unbound = new Unbound("7");
        KafkaMessage<Object> message = received(unbound);
        assertThat(message.isTombstone()).isFalse();
        assertThat(message.bodyOrRaw()).isEqualTo("7");
        assertThat(unbound.bindings).hasValue(0);
        assertThat(message.body()).isEqualTo(7);
        assertThat(message.body()).isEqualTo(7);
        assertThat(message.bodyOrRaw()).isEqualTo(7);
        assertThat(unbound.bindings).hasValue(1);
    }

    @Test
    void aBodyThatCannotBeBoundFailsEachTimeAndStillShowsItsRawForm() {
        KafkaMessage<Object> message = received(new Unbound("seven"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(message::body).isInstanceOf(NumberFormatException.class);
        }
        assertThat(message.bodyOrRaw()).isEqualTo("seven");
    }

    @Test
    void aRecordWithoutAValueIsATombstone() {
        assertThat(received(null).isTombstone()).isTrue();
        assertThat(received(null).body()).isNull();
        KafkaMessage<Object> unbound = received(new Unbound(null));
        assertThat(unbound.isTombstone()).isTrue();
        assertThat(unbound.body()).isNull();
        assertThat(unbound.isTombstone()).isTrue();
    }

    @Test
    void copiesChangeOnePartAndKeepTheOthers() {
        MessageHeaders headers = MessageHeaders.of(List.of(MessageHeader.of("h", "v")));
        KafkaMessage<String> copy = received("old")
                .withHeaders(headers)
                .withTimestamp(Instant.ofEpochMilli(5))
                .withBody("new");
        assertThat(copy.body()).isEqualTo("new");
        assertThat(copy.headers()).isEqualTo(headers);
        assertThat(copy.timestamp()).hasValue(Instant.ofEpochMilli(5));
        assertThat(copy.key()).isEqualTo("key");
        assertThat(copy.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(copy.origin()).isEqualTo(ORIGIN);
    }

    @Test
    void aKeySetByTheUserHasNotTheSchemaOfTheOldOne() {
        KafkaMessage<Object> copy = received("body").withKey(17L);
        assertThat(copy.key()).isEqualTo(17L);
        assertThat(copy.keySchema()).isNull();
        assertThat(copy.body()).isEqualTo("body");
    }

    @Test
    void aKeyMayComeWithItsOwnSchema() {
        KafkaMessage<Object> copy = received("body").withKey(17L, Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(copy.key()).isEqualTo(17L);
        assertThat(copy.keySchema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(received("body").withKey(null, null).keySchema()).isNull();
    }

    @Test
    void whatIsToBindTheBodyIsThereUntilItIsBound() {
        Unbound unbound = new Unbound("7");
        KafkaMessage<Object> message = received(unbound);
        assertThat((Object) message.unboundBody()).isSameAs(unbound);
        assertThat(message.body()).isEqualTo(7);
        assertThat((Object) message.unboundBody()).isNull();
        assertThat((Object) received("body").unboundBody()).isNull();
        assertThat((Object) received(null).unboundBody()).isNull();
    }

    @Test
    void aCopyOfAnUnboundMessageIsStillUnbound() {
        Unbound unbound = new Unbound("7");
        KafkaMessage<Object> copy = received(unbound).withKey("other");
        assertThat(unbound.bindings).hasValue(0);
        assertThat(copy.body()).isEqualTo(7);
    }

    @Test
    void theKeyIsReadAsAType() {
        assertThat(received("body").key(String.class)).isEqualTo("key");
        assertThat(received("body").withKey(null).key(Long.class)).isNull();
        assertThatThrownBy(() -> received("body").key(Long.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("The key of message orders-3-42 is a java.lang.String, not a java.lang.Long");
    }

    @Test
    void metadataNamesTheCoordinatesOfTheOrigin() {
        assertThat(received("body").metadata())
                .isEqualTo(Map.of(
                        "topic",
                        "orders",
                        "partition",
                        3,
                        "offset",
                        42L,
                        "timestamp",
                        Instant.ofEpochMilli(1_000),
                        "correlationId",
                        "orders-3-42"));
        Origin source = new Origin.Source(Map.of("file", "a.csv"), Map.of("line", 9));
        assertThat(KafkaMessage.detached("body", null, source).metadata())
                .containsOnlyKeys("sourcePartition", "sourcePosition", "correlationId")
                .containsEntry("sourcePartition", Map.of("file", "a.csv"))
                .containsEntry("sourcePosition", Map.of("line", 9));
    }

    @Test
    void headersAreCompletedAtTheirEndAndLeftAloneWhereTheyHaveAnId() {
        KafkaMessage<String> message = KafkaMessage.detached("body", null, ORIGIN);
        MessageHeaders own = MessageHeaders.of(List.of(MessageHeader.of("h", "1")));
        MessageHeaders traced = own.with(MessageHeader.of("x-correlation-id", "c-1"));
        MessageHeaders blank = own.with(MessageHeader.of("x-correlation-id", " "));
        MessageHeader made = MessageHeader.of("x-correlation-id", "orders-3-42");
        assertThat(message.withHeaders(own).headersWithCorrelationId()).isEqualTo(own.with(made));
        assertThat(message.withHeaders(blank).headersWithCorrelationId()).isEqualTo(blank.with(made));
        assertThat(message.withHeaders(traced).headersWithCorrelationId()).isEqualTo(traced);
        assertThat(message.withHeaders(traced).correlationId()).hasValue("c-1");
        assertThat(message.withHeaders(own).correlationId()).hasValue("orders-3-42");
    }

    @Test
    void anOriginNamesItself() {
        Origin source = new Origin.Source(Map.of("file", "a.csv"), Map.of("line", 9));
        assertThat(ORIGIN.id()).isEqualTo("orders-3-42");
        assertThat(ORIGIN).hasToString("topic orders, partition 3, offset 42");
        assertThat(source.id()).isEqualTo("{file=a.csv}@{line=9}");
        assertThat(source).hasToString("source partition {file=a.csv}, position {line=9}");
    }

    @Test
    void itsTextNamesTheRecordAndHidesItsContent() {
        assertThat(received("secret").withKey("secret")).hasToString("KafkaMessage[orders-3-42]");
    }

    @Test
    void aDetachedMessageIsAcknowledgedWithoutEffect() {
        KafkaMessage<String> message = KafkaMessage.detached("body", "key", ORIGIN);
        assertThat(message.acknowledge().toCompletableFuture()).isCompleted();
        assertThat(message.isAcknowledged()).isFalse();
        assertThat(message.messageId()).isEqualTo("orders-3-42");
        assertThat(message.timestamp()).isEmpty();
    }

    @Test
    void aRejectionSaysAllThatItNeeds() {
        assertThatThrownBy(() -> Rejection.retryAfter(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> Rejection.retryAfter(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allCopiesActOnOneAcknowledgement() {
        AtomicInteger acknowledged = new AtomicInteger();
        Acknowledgement counting = new Acknowledgement() {
            @Override
            public CompletionStage<Void> acknowledge(String messageId) {
                acknowledged.incrementAndGet();
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<Void> reject(Rejection how, String messageId) {
                throw new AssertionError("Nobody rejects it");
            }

            @Override
            public boolean isAcknowledged() {
                return acknowledged.get() > 0;
            }

            @Override
            public Correlation correlation() {
                return Correlation.OFF;
            }

            @Override
            public @Nullable String correlationId(Origin origin) {
                return null;
            }
        };
        KafkaMessage<Object> message =
                KafkaMessage.received("a", null, null, MessageHeaders.EMPTY, null, ORIGIN, counting);
        KafkaMessage<String> copy = message.withKey("k")
                .withHeaders(MessageHeaders.EMPTY)
                .withTimestamp(Instant.EPOCH)
                .withBody("b");
        assertThat(copy.acknowledge()).isNotNull();
        assertThat(acknowledged).hasValue(1);
        assertThat(message.isAcknowledged()).isTrue();
    }
}
