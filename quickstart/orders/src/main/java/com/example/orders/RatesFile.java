package com.example.orders;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Rates in a file of lines such as {@code USD=1.0850}. It is read each time, so that it can be replaced while tasks run.
 * Thread safe.
 */
public final class RatesFile implements ExchangeRates {

    private final Path file;

    public RatesFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<BigDecimal> perEuro(String currency) throws IOException {
        Properties rates = new Properties();
        try (Reader content = Files.newBufferedReader(file)) {
            rates.load(content);
        }
        return Optional.ofNullable(rates.getProperty(currency)).map(BigDecimal::new);
    }
}
