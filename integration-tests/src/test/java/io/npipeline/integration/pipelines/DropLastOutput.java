package io.npipeline.integration.pipelines;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** A transformation that drops the records which {@link NumberedOutputsPipeline} marked as the last of their input. */
public final class DropLastOutput<R extends ConnectRecord<R>> implements Transformation<R> {

    @Override
    public @Nullable R apply(R record) {
        return record.headers().lastWithName(NumberedOutputsPipeline.LAST_HEADER) == null ? record : null;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
