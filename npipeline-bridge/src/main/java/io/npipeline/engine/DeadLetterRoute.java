package io.npipeline.engine;

import io.npipeline.binding.BodyForm;
import io.npipeline.deadletter.DeadLetterSink;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/** Where dead letters go. Immutable. */
public sealed interface DeadLetterRoute {

    /** There is no destination; policies that ask for one are refused when the configuration is validated. */
    record None() implements DeadLetterRoute {}

    /**
     * To a sink; a message is settled once the sink says that its letter is durable.
     *
     * @param maxBytes what letters are made to fit into before the sink sees them
     */
    record ToSink(DeadLetterSink sink, long maxBytes) implements DeadLetterRoute {

        /** Letters of any size. */
        public ToSink(DeadLetterSink sink) {
            this(sink, Long.MAX_VALUE);
        }
    }

    /**
     * To the worker, which stores the records as they came. A message is settled once the reports of its records are done.
     *
     * @param reporter called on the task thread, at the engine's turns
     */
    record ToReporter(ErrantRecordReporter reporter) implements DeadLetterRoute {}

    /**
     * To a topic, as an output of the delivery like any other.
     *
     * @param form {@code JSON_STRING} and {@code JSON_BYTES} write JSON text, all others a Struct
     * @param keyForm what the key converter takes
     * @param headerForm what the header converter takes
     * @param maxBytes what letters are made to fit into; to be well below what the producer takes, as converters and the
     *     protocol add to it
     */
    record AsOutput(String topic, BodyForm form, KeyForm keyForm, HeaderForm headerForm, long maxBytes)
            implements DeadLetterRoute {}

    /** What a key converter takes; with another key it would end the task, where no failure policy sees it. */
    enum KeyForm {
        /** Text only: the StringConverter writes bytes as the name of their class. */
        TEXT,
        /** Bytes only, as the ByteArrayConverter. */
        BYTES,
        /** A number or a Boolean, as the converters of one such type; so not the bytes of a key that was none. */
        SCALAR,
        /** Whatever a key is. */
        ANY
    }
}
