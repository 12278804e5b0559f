package io.npipeline.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.formats.sample.Case;
import io.npipeline.formats.sample.Cases;
import org.junit.jupiter.api.Test;

class FormatTableTest {

    private static final String PAGE = "# Page\n\n<!-- begin of the table -->\n<!-- end of the table -->\nmore\n";

    @Test
    void isReadAsItIsWritten() {
        FormatTable table = full("equal");
        table.put("Instant, nanoseconds", Format.JSON, Direction.INGRESS, "ms");

        FormatTable read = FormatTable.parse(table.putInto(PAGE));

        assertThat(read.differences(table)).isEmpty();
        assertThat(read.word("Instant, nanoseconds", Format.JSON, Direction.INGRESS))
                .isEqualTo("ms");
        assertThat(read.word("Instant, nanoseconds", Format.JSON, Direction.RELAY))
                .isEqualTo("equal");
        assertThat(table.putInto(PAGE)).endsWith("<!-- end of the table -->\nmore\n");
    }

    @Test
    void saysWhatAnotherTableSaysOtherwise() {
        FormatTable table = full("equal");
        FormatTable other = full("equal");
        other.put("int, max", Format.PROTOBUF, Direction.RELAY, "null");

        assertThat(table.differences(other)).containsExactly("int, max in Protobuf, RELAY: \"equal\" and not \"null\"");
        assertThat(table.differences(FormatTable.parse(PAGE))).hasSize(table.size());
    }

    @Test
    void aCellOfOneWordHoldsInAllDirections() {
        FormatTable table = full("equal");
        table.put("int, max", Format.PROTOBUF, Direction.RELAY, "null");

        assertThat(table.render())
                .contains("| int | max | equal | equal | equal | equal | equal / equal / null |\n")
                .contains("| int | min | equal | equal | equal | equal | equal |\n");
    }

    private static FormatTable full(String word) {
        FormatTable table = new FormatTable();
        for (Case one : Cases.ALL) {
            for (Format format : Format.values()) {
                for (Direction direction : Direction.values()) {
                    table.put(one.name(), format, direction, word);
                }
            }
        }
        return table;
    }
}
