package io.tagstream.pipeline;

import static io.tagstream.pipeline.Events.at;
import static io.tagstream.pipeline.Events.deletion;
import static io.tagstream.pipeline.Events.unreadable;
import static io.tagstream.pipeline.Events.upload;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewestPerPhotoTest {

    @Test
    void differentPhotosStayInTheirOrder() {
        List<IncomingEvent> events =
                List.of(upload("b", at(0, 1, 1)), upload("a", at(0, 2, 2)), deletion("c", at(0, 3, 3)));

        assertThat(NewestPerPhoto.of(events)).isEqualTo(events);
    }

    @Test
    void ofOnePhotosUploadsTheLastCountsWhereItStood() {
        IncomingEvent first = upload("a", at(0, 1, 1));
        IncomingEvent other = upload("b", at(0, 2, 2));
        IncomingEvent last = upload("a", at(0, 3, 3));

        assertThat(NewestPerPhoto.of(List.of(first, other, last))).containsExactly(other, last);
    }

    @Test
    void aDeletionSupersedesAnUploadAndTheOtherWayRound() {
        IncomingEvent upload = upload("a", at(0, 1, 1));
        IncomingEvent deletion = deletion("a", at(0, 2, 2));
        IncomingEvent again = upload("a", at(0, 3, 3));

        assertThat(NewestPerPhoto.of(List.of(upload, deletion))).containsExactly(deletion);
        assertThat(NewestPerPhoto.of(List.of(upload, deletion, again))).containsExactly(again);
    }

    @Test
    void unreadableEventsAllStay() {
        List<IncomingEvent> events =
                List.of(upload("a", at(0, 1, 1)), unreadable("a", at(0, 2, 2)), unreadable("a", at(0, 3, 3)));

        assertThat(NewestPerPhoto.of(events)).isEqualTo(events);
    }

    @Test
    void betweenPartitionsTheTimeCountsAndNotThePlaceInTheBatch() {
        IncomingEvent newer = deletion("a", at(0, 1, 20));
        IncomingEvent older = upload("a", at(1, 9, 10));

        assertThat(NewestPerPhoto.of(List.of(newer, older))).containsExactly(newer);
        assertThat(NewestPerPhoto.of(List.of(older, newer))).containsExactly(newer);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(NewestPerPhoto.of(List.of())).isEmpty();
    }
}
