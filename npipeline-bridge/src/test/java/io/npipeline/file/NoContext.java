package io.npipeline.file;

import io.npipeline.node.NodeContext;

/** The context of a node in no task. */
record NoContext() implements NodeContext {

    @Override
    public String nodeName() {
        return "files";
    }

    @Override
    public String connectorName() {
        return "test";
    }

    @Override
    public int taskId() {
        return 0;
    }

    @Override
    public boolean stopping() {
        return false;
    }
}
