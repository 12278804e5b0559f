package com.example.strikes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** What one pipeline writes to the topic, the next one reads from it. */
class AssessedReportTest {

    @Test
    void everyValueSurvivesTheTopic() {
        AssessedReport reported = Rows.assessed(Rows.row());
        AssessedReport withoutSpeed = Rows.assessed(Rows.rowWith("Speed IAS in knots", ""));

        assertEquals(reported, read(write(reported)));
        assertEquals(withoutSpeed, read(write(withoutSpeed)));
    }

    @Test
    void theTopicHoldsTextForCodesAndDates() {
        String json = new String(write(Rows.assessed(Rows.row())), StandardCharsets.UTF_8);

        assertTrue(json.contains("\"damage\":\"SUBSTANTIAL\""), json);
        assertTrue(json.contains("\"flightDate\":\"1990-01-11\""), json);
        assertTrue(json.contains("\"speedKnots\":140"), json);
    }

    private static byte[] write(AssessedReport body) {
        SchemaAndValue written =
                BodyWriter.of(AssessedReport.class, BodyForm.MAP).write(body);
        return converter().fromConnectData("strikes-assessed", written.schema(), written.value());
    }

    private static AssessedReport read(byte[] json) {
        SchemaAndValue value = converter().toConnectData("strikes-assessed", json);
        return BodyReader.of(AssessedReport.class).read(value.schema(), value.value());
    }

    private static JsonConverter converter() {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), false);
        return converter;
    }
}
