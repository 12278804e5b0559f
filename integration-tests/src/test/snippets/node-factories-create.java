// docs/node-factories.md: var priced = pipeline.addTransform(
package snippets.factories;

import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;

public final class Create {
    interface OrderPricer extends TransformNode<String, String> {}

    void define(PipelineBuilder pipeline, PipelineContext context) {
// the snippet
    }
}
