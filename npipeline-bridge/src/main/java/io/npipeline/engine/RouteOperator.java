package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.pipeline.NoRouteException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a node: sends each message down the first that matches, tombstones down all. An operator of its own behind
 * the node's, under the node's name, so that a predicate that failed is tried again without calling the node again.
 */
final class RouteOperator extends Operator {

    /** Where messages of one route go. */
    record Route(Predicate<Object> when, Operator to) {

        @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
        static Route of(Predicate<?> when, Operator to) {
            return new Route((Predicate<Object>) when, to);
        }
    }

    private final List<Route> routes;
    private final @Nullable Operator otherwise;
    private final boolean dropsOtherwise;
    private final List<Operator> targets;

    RouteOperator(
            OperatorMeter meter,
            FailurePolicy policy,
            List<Route> routes,
            @Nullable Operator otherwise,
            boolean dropsOtherwise) {
        super(meter, policy);
        this.routes = List.copyOf(routes);
        this.otherwise = otherwise;
        this.dropsOtherwise = dropsOtherwise;
        Set<Operator> all = new LinkedHashSet<>();
        routes.forEach(route -> all.add(route.to()));
        if (otherwise != null) {
            all.add(otherwise);
        }
        targets = List.copyOf(all);
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        Object body = message.body();
        if (body == null) {
            for (int i = targets.size() - 1; i >= 0; i--) {
                delivery.pushBranch(new Branch(targets.get(i), message));
            }
            return null;
        }
        Operator target = targetOf(body);
        if (target != null) {
            delivery.pushBranch(new Branch(target, message));
        }
        return null;
    }

    private @Nullable Operator targetOf(Object body) {
        for (Route route : routes) {
            if (route.when().test(body)) {
                return route.to();
            }
        }
        if (otherwise == null && !dropsOtherwise) {
            throw new NoRouteException(name());
        }
        return otherwise;
    }
}
