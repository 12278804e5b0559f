package com.example.orders;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** What currencies are worth. Implementations are thread safe. */
public interface ExchangeRates {

    /**
     * How many units of a currency a euro buys; empty for a currency without a rate.
     *
     * @throws IOException when the rates cannot be had at the moment
     */
    Optional<BigDecimal> perEuro(String currency) throws IOException;
}
