package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import io.npipeline.integration.docs.JavaSource;
import io.npipeline.integration.docs.Snippet;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The types of docs/data.md compile as they stand there, and are bound as the page says. */
class DataPageTest {

    private static final String PREAMBLE = """
            package com.example;
            import io.npipeline.binding.*;
            import java.math.BigDecimal;
            import java.time.*;
            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            public interface DataPage {
            """;

    private static final String ORDER = """
            {"id": "a", "total": 5, "lines": [{"article": "x", "pieces": 1, "price": "2.50"}],
             "rates": {"EUR": 1, "GBP": 2}, "payment": {"transfer": {"iban": "DE", "references":
             {"items": ["r"], "total": 1}}}}
            """;

    @Test
    void itsTypesAreBound(@TempDir Path classes) throws Exception {
        String types =
                Snippet.of("docs/data.md", "java").stream().map(Snippet::text).collect(Collectors.joining("\n"));
        JavaSource.compile(PREAMBLE + types + "}", classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Struct order = roundTrip(loader.loadClass("com.example.DataPage$Order"), ORDER);
            assertThat(order.schema().name()).isEqualTo("com.example.DataPage.Order");
            assertThat(order.schema().fields())
                    .extracting(Field::name)
                    .containsExactly("order_id", "currency", "total", "lines", "paidAt", "rates", "payment");
            assertThat(order.get("currency")).isEqualTo("EUR");
            assertThat(order.getMap("rates")).containsOnlyKeys("EUR", "GBP");
            assertThat(order.getStruct("payment").getStruct("transfer").get("iban"))
                    .isEqualTo("DE");

            Struct customer = roundTrip(
                    loader.loadClass("com.example.DataPage$Customer"), "{\"customer_since\": \"2026-02-03\"}");
            assertThat(customer.get("name")).isEqualTo("unknown");
        }
    }

    /** From JSON to the type, to a Struct, to the type and to a Struct again. */
    private static <T> Struct roundTrip(Class<T> type, String json) {
        BodyReader<T> reader = BodyReader.of(type);
        BodyWriter<T> writer = BodyWriter.of(type, BodyForm.STRUCT);
        SchemaAndValue written = writer.write(reader.read(null, json));
        SchemaAndValue again = writer.write(reader.read(written.schema(), written.value()));
        assertThat(again).isEqualTo(written);
        return (Struct) again.value();
    }
}
