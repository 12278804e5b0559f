package com.example.orders;

import io.npipeline.node.TransformNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Works out what an order costs, in its own currency and in euros, each to the cent. */
public final class OrderPricer implements TransformNode<Order, ProcessedOrder> {

    private static final int CENTS = 2;

    private final ExchangeRates rates;

    @Inject
    public OrderPricer(ExchangeRates rates) {
        this.rates = rates;
    }

    /**
     * @throws InvalidOrderException when the order's currency has no rate
     * @throws IOException when the rates cannot be had at the moment
     */
    @Override
    public ProcessedOrder transform(Order order) throws InvalidOrderException, IOException {
        BigDecimal rate = rates.perEuro(order.currency())
                .orElseThrow(() -> new InvalidOrderException(
                        "Order " + order.id() + " is invalid: there is no rate of its currency " + order.currency()));
        BigDecimal total = order.unitPrice().multiply(BigDecimal.valueOf(order.quantity()));
        return new ProcessedOrder(
                order.id(),
                order.customer(),
                total.setScale(CENTS, RoundingMode.HALF_UP),
                order.currency(),
                total.divide(rate, CENTS, RoundingMode.HALF_UP));
    }
}
