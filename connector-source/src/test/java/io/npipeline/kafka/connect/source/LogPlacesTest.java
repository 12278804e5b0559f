package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogPlacesTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    private final LogPlaces places = new LogPlaces();

    private long frontier(@Nullable Long open, @Nullable Long reached) {
        return places.frontier(PARTITION, open, reached);
    }

    @Test
    void nothingIsKnownBeforeTheFirstPoll() {
        assertThat(frontier(null, null)).isEqualTo(-1);
        assertThat(frontier(null, 7L)).isEqualTo(7);
        assertThat(places.lag(PARTITION, 7)).isEqualTo(-1);
    }

    @Test
    void anOpenRecordIsTheFrontier() {
        places.fetched(PARTITION, 20, 21);
        assertThat(frontier(5L, 20L)).isEqualTo(5);
    }

    @Test
    void whatIsFetchedAndNotTakenInIsNotPassed() {
        places.fetched(PARTITION, 20, 21);
        assertThat(frontier(null, 10L)).isEqualTo(10);
        assertThat(frontier(null, null)).isEqualTo(-1);
    }

    @Test
    void marksBehindTheLastRecordArePassedWithIt() {
        places.fetched(PARTITION, 20, 20);
        places.passed(PARTITION, 21);
        assertThat(frontier(null, 20L)).isEqualTo(21);
        assertThat(frontier(null, 19L)).isEqualTo(19);
    }

    @Test
    void aLogWithoutRecordsForAnybodyIsPassedToo() {
        places.passed(PARTITION, 3);
        assertThat(frontier(null, null)).isEqualTo(3);
        places.passed(PARTITION, 4);
        assertThat(frontier(null, 3L)).isEqualTo(4);
    }

    @Test
    void aConsumerThatGoesBackIsWhereItIs() {
        places.fetched(PARTITION, 20, 20);
        places.passed(PARTITION, 2);
        assertThat(frontier(null, 20L)).isEqualTo(2);
    }

    @Test
    void theLagIsNeverBelowZero() {
        places.ends(Map.of(PARTITION, 10L));
        assertThat(places.lag(PARTITION, 4)).isEqualTo(6);
        assertThat(places.lag(PARTITION, 12)).isZero();
        assertThat(places.lag(PARTITION, LogPlaces.UNKNOWN)).isEqualTo(-1);
        places.endsUnknown();
        assertThat(places.lag(PARTITION, 4)).isEqualTo(-1);
    }

    @Test
    void aSumWithoutOneLagIsNotKnown() {
        assertThat(LogPlaces.sum(List.of(2L, 3L))).isEqualTo(5);
        assertThat(LogPlaces.sum(List.of(2L, -1L))).isEqualTo(-1);
        assertThat(LogPlaces.sum(List.of())).isZero();
    }
}
