package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesFileTest {

    @TempDir
    Path folder;

    @Test
    void aFileThatIsReplacedIsReadAnew() throws Exception {
        Path file = folder.resolve("rates.properties");
        RatesFile rates = new RatesFile(file);

        assertThrows(IOException.class, () -> rates.perEuro("USD"));

        Files.writeString(file, "# today\nUSD=1.0850\n");
        assertEquals(Optional.of(new BigDecimal("1.0850")), rates.perEuro("USD"));
        assertEquals(Optional.empty(), rates.perEuro("XXX"));

        Files.writeString(file, "USD=1.1000\n");
        assertEquals(Optional.of(new BigDecimal("1.1000")), rates.perEuro("USD"));
    }
}
