package io.npipeline.records;

import static io.npipeline.records.ConsumedRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.MessageHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordConvertersTest {

    private final ScriptedConverter keys = new ScriptedConverter();
    private final ScriptedConverter values = new ScriptedConverter();
    private final ScriptedConverter headers = new ScriptedConverter();
    private final RecordConverters converters = new RecordConverters(keys, values, headers);

    @Test
    void keyValueAndHeadersAreConvertedEachByItsConverter() {
        StringConverter text = new StringConverter();
        text.configure(Map.of(), true);
        JsonConverter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "false"), false);
        SimpleHeaderConverter simple = new SimpleHeaderConverter();
        ConsumerRecord<byte[], byte[]> record = record("key", "{\"id\":7}", "1", "[true]");

        try (RecordConverters real = new RecordConverters(text, json, simple)) {
            assertThat(real.key(record)).isEqualTo(new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, "key"));
            assertThat(real.value(record).value()).isEqualTo(Map.of("id", 7L));
            assertThat(real.headers(record)).extracting(MessageHeader::key).containsExactly("h0", "h1");
            assertThat(real.headers(record)).extracting(MessageHeader::value).containsExactly((byte) 1, List.of(true));
        }
    }

    @Test
    void aMissingKeyOrValueNeverReachesTheConverter() {
        assertThat(converters.key(record(null, null))).isEqualTo(SchemaAndValue.NULL);
        assertThat(converters.value(record(null, null))).isEqualTo(SchemaAndValue.NULL);
        assertThat(keys.calls() + values.calls()).isZero();
    }

    @Test
    void aFailureNamesThePartAndTheConverter() {
        IllegalStateException error = new IllegalStateException("odd");
        keys.failing(error);
        values.failing(error);
        headers.failing(error);
        ConsumerRecord<byte[], byte[]> record = record("key", "value", "first");

        assertThatThrownBy(() -> converters.key(record))
                .isInstanceOf(DataException.class)
                .hasMessage("The key cannot be converted by ScriptedConverter: odd")
                .hasCause(error);
        assertThatThrownBy(() -> converters.value(record))
                .isInstanceOf(DataException.class)
                .hasMessage("The value cannot be converted by ScriptedConverter: odd");
        assertThatThrownBy(() -> converters.headers(record))
                .isInstanceOf(DataException.class)
                .hasMessage("The header \"h0\" cannot be converted by ScriptedConverter: odd");
    }

    static Stream<RuntimeException> failuresOfTheNetwork() {
        return Stream.of(
                new NetworkException("gone"),
                new RetriableException("again"),
                new UncheckedIOException(new ConnectException("refused")),
                new UncheckedIOException(new SSLHandshakeException("odd")),
                new IllegalStateException(new TimeoutException()),
                new DataException("odd", new SerializationException("odd", new SocketTimeoutException("slow"))));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheNetwork")
    void aFailureOfTheNetworkMayPass(RuntimeException error) {
        values.failing(error);

        assertThatThrownBy(() -> converters.value(record("key", "value")))
                .isInstanceOf(RetriableException.class)
                .hasMessage("The value cannot be converted by ScriptedConverter: " + error.getMessage())
                .hasCause(error);
    }

    static Stream<RuntimeException> failuresThatStay() {
        return Stream.of(
                new DataException("odd"),
                new SerializationException("odd"),
                new UncheckedIOException(new IOException("malformed")),
                new DataException(new EOFException("short")));
    }

    @ParameterizedTest
    @MethodSource("failuresThatStay")
    void anyOtherFailureStays(RuntimeException error) {
        values.failing(error);

        assertThatThrownBy(() -> converters.value(record("key", "value")))
                .isInstanceOf(DataException.class)
                .hasCause(error);
    }

    @Test
    void aCauseThatIsItsOwnDoesNotHang() {
        IllegalStateException outer = new IllegalStateException("outer");
        IllegalStateException inner = new IllegalStateException("inner", outer);
        outer.initCause(inner);
        values.failing(outer);

        assertThatThrownBy(() -> converters.value(record("key", "value"))).isInstanceOf(DataException.class);
    }

    @Test
    void aConverterIsCalledWithItsOwnClassLoaderAndTheThreadGetsItsOwnBack() {
        ClassLoader own = new ClassLoader() {};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        try {
            assertThat(converters.key(record("key", "value")).value()).isEqualTo("key");
            assertThat(thread.getContextClassLoader()).isSameAs(own);

            values.failing(new IllegalStateException("odd"));
            assertThatThrownBy(() -> converters.value(record("key", "value"))).isInstanceOf(DataException.class);
            assertThat(thread.getContextClassLoader()).isSameAs(own);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(keys.loaders()).containsExactly(ScriptedConverter.class.getClassLoader());
        assertThat(values.loaders()).containsExactly(ScriptedConverter.class.getClassLoader());
    }

    @Test
    void thereIsOneCallAtATime() throws InterruptedException {
        ScriptedConverter shared = new ScriptedConverter();
        RecordConverters sharing = new RecordConverters(shared, shared, shared);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int call = 0; call < 500; call++) {
                    sharing.key(record("key", "value"));
                    sharing.value(record("key", "value"));
                    sharing.headers(record("key", "value", "first"));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(shared.calls()).isEqualTo(6_000);
        assertThat(shared.overlapped()).isFalse();
    }

    @Test
    void closingClosesAllThreeEvenWhenOneFails() {
        keys.failingToClose(new IllegalStateException("no"));

        converters.close();

        assertThat(List.of(keys.closings(), values.closings(), headers.closings()))
                .containsExactly(1, 1, 1);
    }
}
