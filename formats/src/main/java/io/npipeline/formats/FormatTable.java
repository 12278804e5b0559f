package io.npipeline.formats;

import io.npipeline.formats.sample.Case;
import io.npipeline.formats.sample.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of each value in each format and direction: a row for a value, a column for a format. A cell says it in one
 * word where it is the same in all directions, and otherwise in three.
 *
 * <p>Not thread safe.
 */
public final class FormatTable {

    /** A place in the table. Immutable. */
    public record Place(String caseName, Format format, Direction direction) {}

    private static final String BEGIN = "<!-- begin of the table -->";
    private static final String END = "<!-- end of the table -->";
    private static final String BETWEEN = " / ";

    private final Map<Place, String> words = new HashMap<>();

    /** The table of a page; an empty one where the page has none. */
    public static FormatTable parse(String page) {
        FormatTable table = new FormatTable();
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin >= 0 && end > begin) {
            page.substring(begin, end)
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .skip(1)
                    .forEach(table::parseRow);
        }
        return table;
    }

    private void parseRow(String line) {
        Iterator<String> columns =
                Arrays.stream(line.split("\\|", -1)).skip(1).map(String::trim).iterator();
        String caseName = columns.next() + ", " + columns.next();
        for (Format format : Format.values()) {
            List<String> cell = List.of(columns.next().split(BETWEEN, -1));
            Iterator<String> each = cell.iterator();
            for (Direction direction : Direction.values()) {
                put(caseName, format, direction, cell.size() == 1 ? cell.get(0) : each.next());
            }
        }
    }

    void put(String caseName, Format format, Direction direction, String word) {
        words.put(new Place(caseName, format, direction), word);
    }

    /** What a cell says of a direction; empty where the table does not have it. */
    public String word(String caseName, Format format, Direction direction) {
        return words.getOrDefault(new Place(caseName, format, direction), "");
    }

    /** How many places of the table are filled, one for each value, format and direction. */
    public int size() {
        return words.size();
    }

    /** What another table says otherwise, a line each. */
    public List<String> differences(FormatTable other) {
        HashSet<Place> all = new HashSet<>(words.keySet());
        all.addAll(other.words.keySet());
        return all.stream()
                .filter(place -> !words.getOrDefault(place, "").equals(other.words.getOrDefault(place, "")))
                .map(place -> place.caseName() + " in " + place.format().title() + ", " + place.direction() + ": \""
                        + words.getOrDefault(place, "") + "\" and not \"" + other.words.getOrDefault(place, "") + "\"")
                .sorted()
                .toList();
    }

    /** The page with this table in the place of its own. */
    public String putInto(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page has no place for the table: " + BEGIN + " and " + END);
        }
        return page.substring(0, begin) + BEGIN + "\n" + render() + page.substring(end);
    }

    /** The table in Markdown. */
    public String render() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("type", "value"),
                        Arrays.stream(Format.values()).map(Format::title))
                .toList());
        for (Case one : Cases.ALL) {
            rows.add(Stream.concat(
                            Stream.of(one.type(), one.value()),
                            Arrays.stream(Format.values()).map(format -> cell(one.name(), format)))
                    .toList());
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(row.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
            if (text.indexOf("---") < 0) {
                text.append("|---".repeat(row.size())).append("|\n");
            }
        }
        return text.toString();
    }

    private String cell(String caseName, Format format) {
        List<String> each = Arrays.stream(Direction.values())
                .map(direction -> word(caseName, format, direction))
                .toList();
        return each.stream().distinct().count() == 1 ? each.get(0) : String.join(BETWEEN, each);
    }
}
