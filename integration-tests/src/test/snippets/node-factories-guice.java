// docs/node-factories.md: public final class OrdersNodes implements NodeFactory {
package snippets.factories;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.npipeline.node.NodeFactory;
import io.npipeline.node.PipelineParameters;

// the snippet

final class OrdersModule extends AbstractModule {
    OrdersModule(PipelineParameters parameters) {}
}
