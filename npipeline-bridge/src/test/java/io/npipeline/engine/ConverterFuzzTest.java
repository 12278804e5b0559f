package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.node.SinkNode;
import io.npipeline.records.ConsumedRecord;
import io.npipeline.records.ConsumedRecordReader;
import io.npipeline.records.RecordConverters;
import io.npipeline.testing.LoggedWarnings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.converters.BooleanConverter;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.converters.DoubleConverter;
import org.apache.kafka.connect.converters.FloatConverter;
import org.apache.kafka.connect.converters.IntegerConverter;
import org.apache.kafka.connect.converters.LongConverter;
import org.apache.kafka.connect.converters.ShortConverter;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random bytes and random JSON through the converters that Connect comes with, into every kind of body: each record ends as
 * the policy of its pipeline says, once, and no task dies of one.
 */
class ConverterFuzzTest {

    private static final int CASES_PER_RUN = 500;
    private static final int CASES_THAT_MAY_FAIL = 300;
    private static final Pattern SKIPPED = Pattern.compile("offset (\\d+).*the message is skipped", Pattern.DOTALL);

    enum Side {
        BUY,
        SELL
    }

    record Order(
            String id,
            long amount,
            Optional<BigDecimal> price,
            List<String> tags,
            Optional<Side> side,
            Optional<Instant> at) {}

    sealed interface Event {}

    record Placed(Order order) implements Event {}

    static final class Pojo {
        private String id = "";
        private int amount;

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public int getAmount() {
            return amount;
        }

        public void setAmount(int amount) {
            this.amount = amount;
        }
    }

    private static final List<Class<?>> BODIES = List.of(
            Order.class,
            Event.class,
            Pojo.class,
            JsonNode.class,
            Map.class,
            List.class,
            String.class,
            byte[].class,
            Struct.class,
            Long.class);

    private static final List<Supplier<Converter>> CONVERTERS = List.of(
            () -> json(false),
            () -> json(true),
            StringConverter::new,
            ByteArrayConverter::new,
            BooleanConverter::new,
            ShortConverter::new,
            IntegerConverter::new,
            LongConverter::new,
            FloatConverter::new,
            DoubleConverter::new);

    private final Random random;
    private final RandomInputs inputs;
    private final Totals totals = new Totals();

    ConverterFuzzTest() {
        long seed = Long.getLong("npipeline.test.seed", System.nanoTime());
        System.out.println("ConverterFuzzTest runs with -Dnpipeline.test.seed=" + seed);
        random = new Random(seed);
        inputs = new RandomInputs(random);
    }

    private static Converter json(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", String.valueOf(schemas), "converter.type", "value"));
        return converter;
    }

    /** How many cases ended which way. Used by the test's thread. */
    private static final class Totals {
        int cases;
        int delivered;
        int skipped;
        int deadLettered;
        int failed;

        int sum() {
            return delivered + skipped + deadLettered + failed;
        }

        @Override
        public String toString() {
            return "cases=" + cases + " delivered=" + delivered + " skipped=" + skipped + " dead-lettered="
                    + deadLettered + " failed=" + failed;
        }
    }

    /** A pipeline over records of one kind, and what became of them. */
    private final class Run {

        private final ConsumedRecordReader reader;
        private final NodeErrorDecision decision;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final BitSet fitting = new BitSet();
        private final AtomicIntegerArray delivered;
        private final AtomicIntegerArray deadLettered;
        private final AtomicIntegerArray skipped;
        private final Class<?> bodyType;

        Run(Converter converter, Class<?> bodyType, NodeErrorDecision decision, int cases) {
            this.bodyType = bodyType;
            this.decision = decision;
            Converter keys = random.nextBoolean() ? new StringConverter() : json(false);
            reader = new ConsumedRecordReader(
                    bodyType, new RecordConverters(keys, converter, new SimpleHeaderConverter()));
            for (int i = 0; i < cases; i++) {
                records.add(record(i));
            }
            for (int i = 0; i < cases; i++) {
                fitting.set(i, fits(records.get(i)));
            }
            delivered = new AtomicIntegerArray(cases);
            deadLettered = new AtomicIntegerArray(cases);
            skipped = new AtomicIntegerArray(cases);
        }

        /** Whether all of the record can be converted and bound, without an engine. */
        @SuppressWarnings("unchecked") // the reception takes whatever was read
        private boolean fits(ConsumerRecord<byte[], byte[]> record) {
            KafkaMessage<?> message = reader.read(record).message(Acknowledgement.DETACHED);
            try {
                ((MessageTransformNode<Object, Object>) reader.reception())
                        .transform((KafkaMessage<Object>) message)
                        .body();
                return true;
            } catch (Exception e) {
                return false;
            }
        }

        EngineHarness start() {
            DeadLetterSink letters = letter -> {
                deadLettered.incrementAndGet(
                        Math.toIntExact(Objects.requireNonNull(letter.envelope().offset())));
                return CompletableFuture.completedFuture(null);
            };
            return EngineHarness.of((pipeline, context) -> pipeline.connect(
                            pipeline.addSource("source", KafkaSourceNode.of(Object.class)),
                            pipeline.addSink("sink", (SinkNode<Object>) message -> {
                                message.body();
                                deliver(message.origin());
                            })))
                    .reception(reader.reception())
                    .policy(FailurePolicy.always(decision))
                    .deadLetters(new DeadLetterRoute.ToSink(letters))
                    .start();
        }

        private void deliver(Origin origin) {
            delivered.incrementAndGet((int) ((Origin.Kafka) origin).offset());
        }

        void put(EngineHarness harness, int from, int to) {
            Ownership ownership = harness.own(0).ownership;
            for (ConsumerRecord<byte[], byte[]> record : records.subList(from, to)) {
                ConsumedRecord read = reader.read(record);
                Delivery delivery = ownership.register(read.offset(), read.bytes());
                ownership.submit(delivery, read.message(delivery), read.raw());
            }
            harness.engine.dispatch();
        }

        /** Each case has the outcome that the policy gives it, and no other. */
        void check(LoggedWarnings warnings) {
            for (String warning : warnings.messages()) {
                Matcher matcher = SKIPPED.matcher(warning);
                if (matcher.find()) {
                    skipped.incrementAndGet(Integer.parseInt(matcher.group(1)));
                }
            }
            for (int i = 0; i < records.size(); i++) {
                boolean fits = fitting.get(i);
                int expectedLetters = !fits && decision == NodeErrorDecision.DEAD_LETTER ? 1 : 0;
                int expectedSkips = !fits && decision == NodeErrorDecision.SKIP ? 1 : 0;
                if (delivered.get(i) != (fits ? 1 : 0)
                        || deadLettered.get(i) != expectedLetters
                        || skipped.get(i) != expectedSkips) {
                    throw new AssertionError("A " + bodyType.getSimpleName() + " of " + describe(i) + ", which "
                            + (fits ? "fits" : "does not fit") + " under " + decision + ", was delivered "
                            + delivered.get(i) + ", dead-lettered " + deadLettered.get(i) + ", skipped "
                            + skipped.get(i)
                            + " times");
                }
                totals.delivered += delivered.get(i);
                totals.deadLettered += deadLettered.get(i);
                totals.skipped += skipped.get(i);
            }
            totals.cases += records.size();
        }

        private String describe(int index) {
            byte[] value = records.get(index).value();
            return value == null ? "null" : new String(value, StandardCharsets.ISO_8859_1);
        }
    }

    private ConsumerRecord<byte[], byte[]> record(int offset) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add("h", inputs.next());
        }
        return new ConsumerRecord<>(
                EngineHarness.TOPIC,
                0,
                offset,
                1_000,
                TimestampType.CREATE_TIME,
                0,
                0,
                nullable(
                        random.nextInt(3) == 0
                                ? inputs.next()
                                : new byte[] {'"', (byte) ('a' + random.nextInt(9)), '"'}),
                nullable(inputs.next()),
                headers,
                Optional.empty());
    }

    @SuppressWarnings("NullAway") // a record has a null where it has no key or value
    private static byte[] nullable(byte @Nullable [] bytes) {
        return bytes;
    }

    @Test
    void everyCaseEndsOnceAsItsPolicySays() {
        for (Supplier<Converter> converter : CONVERTERS) {
            for (Class<?> bodyType : BODIES) {
                for (NodeErrorDecision decision : List.of(NodeErrorDecision.SKIP, NodeErrorDecision.DEAD_LETTER)) {
                    Run run = new Run(converter.get(), bodyType, decision, CASES_PER_RUN);
                    try (LoggedWarnings warnings = new LoggedWarnings(FailureHandler.class);
                            EngineHarness harness = run.start()) {
                        run.put(harness, 0, CASES_PER_RUN);
                        harness.untilSettled();
                        assertThat(harness.failure()).isNull();
                        run.check(warnings);
                    }
                }
            }
        }
        System.out.println("CONVERTER FUZZ " + totals);
        assertThat(totals.cases).isEqualTo(100_000);
        assertThat(totals.sum()).isEqualTo(totals.cases);
        assertThat(List.of(totals.delivered, totals.skipped, totals.deadLettered))
                .as("each outcome happens, or the inputs are too dull")
                .allMatch(count -> count > 5_000);
    }

    @Test
    void whereThePolicySaysFailTheTaskFailsOnTheFirstThatDoesNotFitAndOnlyThen() {
        Run run = new Run(json(false), Order.class, NodeErrorDecision.FAIL, CASES_THAT_MAY_FAIL);
        for (int i = 0; i < CASES_THAT_MAY_FAIL; i++) {
            totals.cases++;
            try (EngineHarness harness = run.start()) {
                run.put(harness, i, i + 1);
                if (run.fitting.get(i)) {
                    harness.untilSettled();
                    totals.delivered += run.delivered.get(i);
                } else {
                    assertThat(harness.untilFailed()).hasMessageContaining("offset " + i);
                    totals.failed++;
                }
            }
        }
        System.out.println("CONVERTER FUZZ with FAIL " + totals);
        assertThat(totals.sum()).isEqualTo(CASES_THAT_MAY_FAIL);
        assertThat(totals.failed).isBetween(1, CASES_THAT_MAY_FAIL - 1);
    }
}
