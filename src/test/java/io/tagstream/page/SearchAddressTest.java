package io.tagstream.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;

class SearchAddressTest {

    @Test
    void aChangedFilterBeginsAtTheFirstPageAndKeepsTheRest() {
        SearchAddress search = address("q", "two circles", "tag", "red", "after", "xyz");

        assertThat(search.with("tag", "three").at("/")).isEqualTo("/?q=two%20circles&tag=red&tag=three");
        assertThat(search.without("tag", "red").at("/")).isEqualTo("/?q=two%20circles");
        assertThat(search.with("owner", "ann & bob").at("/"))
                .isEqualTo("/?q=two%20circles&tag=red&owner=ann%20%26%20bob");
    }

    @Test
    void anOwnerTakesThePlaceOfAnotherAndATagStandsBesideThem() {
        assertThat(address("owner", "ann").with("owner", "bob").at("/")).isEqualTo("/?owner=bob");
        assertThat(address("tag", "red").with("tag", "red").at("/")).isEqualTo("/?tag=red");
    }

    @Test
    void whatIsNoneOfOursOrEmptyIsLeftOut() {
        assertThat(address("q", " ", "utm", "1", "tag", "").at("/")).isEqualTo("/");
    }

    private static SearchAddress address(String... namesAndValues) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SearchAddress.of(parameters);
    }
}
