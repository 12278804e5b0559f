package io.npipeline.file;

import io.npipeline.binding.BodyReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of JSON in UTF-8, one value a line. Blank lines are passed over.
 *
 * <p>Immutable.
 *
 * @param <T> the type of a body
 */
public final class JsonLinesFormat<T> extends FileFormat<T> {

    private static final Charset CHARSET = StandardCharsets.UTF_8;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BodyReader<T> bodies;

    private JsonLinesFormat(BodyReader<T> bodies) {
        this.bodies = bodies;
    }

    /**
     * Reads lines as a type that {@link BodyReader} reads from JSON, or as {@code String} for the text as it is.
     *
     * @throws io.npipeline.binding.BindingException when the type cannot be bound
     */
    public static <T> JsonLinesFormat<T> of(Class<T> bodyType) {
        return new JsonLinesFormat<>(BodyReader.of(bodyType));
    }

    @Override
    RecordCutter<T> cutter() {
        return new Cutter<>(bodies);
    }

    private static final class Cutter<T> extends RecordCutter<T> {

        private final BodyReader<T> bodies;

        Cutter(BodyReader<T> bodies) {
            super(CHARSET);
            this.bodies = bodies;
        }

        @Override
        Cuts<T> cut(byte[] buffer, int length, boolean atEnd) {
            List<Cut<T>> records = new ArrayList<>();
            int done = 0;
            int end = lineEnd(buffer, done, length, atEnd);
            while (end >= 0) {
                String text = text(buffer, done, end);
                String value = text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
                if (!value.isBlank()) {
                    records.add(new Cut<>(end, new TextBody<>(value, bodies)));
                }
                done = end;
                end = lineEnd(buffer, done, length, atEnd);
            }
            return new Cuts<>(records, done);
        }
    }
}
