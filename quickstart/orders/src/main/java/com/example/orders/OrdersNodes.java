package com.example.orders;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.npipeline.node.NodeFactory;
import io.npipeline.node.PipelineParameters;
import java.nio.file.Path;

/**
 * Has Guice make the nodes of {@link OrdersRelay}, with what their constructors ask for. Named by
 * {@code npipeline.node.factory.class}.
 */
public final class OrdersNodes implements NodeFactory {

    private Injector injector;

    @Override
    public void open(PipelineParameters parameters) {
        injector = Guice.createInjector(new OrdersModule(parameters));
    }

    @Override
    public <N> N create(Class<N> type) {
        return injector.getInstance(type);
    }

    /** What is not made by a constructor of its own. */
    private static final class OrdersModule extends AbstractModule {

        private final PipelineParameters parameters;

        OrdersModule(PipelineParameters parameters) {
            this.parameters = parameters;
        }

        @Provides
        @Singleton
        ExchangeRates rates() {
            return new RatesFile(Path.of(parameters.parameter("rates")));
        }
    }
}
