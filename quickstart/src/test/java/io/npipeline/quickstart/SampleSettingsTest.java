package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleSettingsTest {

    @Test
    void whatTheCallerSetStays() {
        WorkerSettings settings = SampleSettings.of(
                WorkerSettings.of("localhost:9092"),
                Path.of("strikes.csv"),
                Path.of("strikes.db"),
                Path.of("rates"),
                Path.of("orders"),
                Map.of("ORDERS_FOLDER", "/my/orders", "BOOTSTRAP_SERVERS", "elsewhere:9092"));

        // The worker inherits the variables of the caller.
        assertThat(settings.environment())
                .isEqualTo(Map.of(
                        "BOOTSTRAP_SERVERS", "localhost:9092",
                        "STRIKES_FILE", "strikes.csv",
                        "STRIKES_DATABASE", "strikes.db",
                        "ORDERS_RATES", "rates"));
    }
}
