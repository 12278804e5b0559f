package com.example.orders;

import io.npipeline.node.TransformNode;

/** Lets valid orders pass. */
public final class OrderValidator implements TransformNode<Order, Order> {

    /**
     * @throws InvalidOrderException naming the order and what is wrong with it
     */
    @Override
    public Order transform(Order order) throws InvalidOrderException {
        require(isText(order.id()), order, "it has no id");
        require(isText(order.customer()), order, "it has no customer");
        require(order.quantity() > 0, order, "its quantity is " + order.quantity());
        require(
                order.unitPrice() != null && order.unitPrice().signum() > 0,
                order,
                "its unit price is " + order.unitPrice());
        require(isText(order.currency()), order, "it has no currency");
        return order;
    }

    private static boolean isText(String text) {
        return text != null && !text.isBlank();
    }

    private static void require(boolean valid, Order order, String problem) throws InvalidOrderException {
        if (!valid) {
            throw new InvalidOrderException("Order " + order.id() + " is invalid: " + problem);
        }
    }
}
