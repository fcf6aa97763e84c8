package io.tagstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules PUBLIC_ONLY = AddressRules.publicOnly();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "168.63.129.15",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2001:200::1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void whatIsOpenToEverybodyMayBeFetchedFrom(String address) {
        assertThat(PUBLIC_ONLY.permits("host", InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "loopback, 127.0.0.1",
        "loopback, 127.255.255.254",
        "loopback, ::1",
        "this network, 0.0.0.0",
        "this network, 0.1.2.3",
        "unspecified, ::",
        "private, 10.0.0.1",
        "private, 172.16.0.1",
        "private, 172.31.255.255",
        "private, 192.168.1.1",
        "carriers, 100.64.0.1",
        "metadata of Alibaba, 100.100.100.200",
        "metadata, 169.254.169.254",
        "link-local, 169.254.0.1",
        "metadata of Amazon, fd00:ec2::254",
        "metadata of Oracle, 192.0.0.192",
        "host of Azure, 168.63.129.16",
        "link-local, fe80::1",
        "link-local with a zone, fe80::1%1",
        "site-local, fec0::1",
        "unique-local, fc00::1",
        "unique-local, fdff::1",
        "multicast, 224.0.0.1",
        "multicast, 239.255.255.255",
        "multicast, ff02::1",
        "reserved, 240.0.0.1",
        "broadcast, 255.255.255.255",
        "documentation, 192.0.2.1",
        "documentation, 198.51.100.1",
        "documentation, 203.0.113.1",
        "documentation, 2001:db8::1",
        "documentation, 3fff::1",
        "benchmarks, 198.18.0.1",
        "benchmarks, 198.19.255.255",
        "IPv4-mapped, ::ffff:127.0.0.1",
        "IPv4-mapped, ::ffff:a9fe:a9fe",
        "IPv4-compatible, ::127.0.0.1",
        "NAT64, 64:ff9b::7f00:1",
        "NAT64 of a public address, 64:ff9b::808:808",
        "local NAT64, 64:ff9b:1::a00:1",
        "6to4, 2002:7f00:1::1",
        "Teredo, 2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "discard, 100::1",
        "segment routing, 5f00::1"
    })
    void whatIsNotIsRefused(String why, String address) {
        assertThat(PUBLIC_ONLY.permits("host", InetAddress.ofLiteral(address)))
                .as(why)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.1",
                "0X7F.0.0.1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.1.1",
                "256256256256",
                "1",
                "127.1.",
                "photos.1"
            })
    void numbersThatAreNotWrittenAsAddressesUsuallyAreAreDisguised(String host) {
        assertThat(PUBLIC_ONLY.isDisguised(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "8.8.8.8", "::ffff:127.0.0.1", "::1", "localhost.", "1.example", "a1", "0x7f.com"})
    void namesAndAddressesAreNot(String host) {
        assertThat(PUBLIC_ONLY.isDisguised(host)).isFalse();
    }

    @Test
    void anAllowedNetworkIsPermittedAndItsNeighboursAreNot() {
        AddressRules rules = AddressRules.allowing(List.of("10.1.0.0/16", "fd12::/16", "192.168.7.9"));

        assertThat(rules.permits("host", InetAddress.ofLiteral("10.1.255.255"))).isTrue();
        assertThat(rules.permits("host", InetAddress.ofLiteral("10.2.0.0"))).isFalse();
        assertThat(rules.permits("host", InetAddress.ofLiteral("::ffff:10.1.2.3")))
                .isTrue();
        assertThat(rules.permits("host", InetAddress.ofLiteral("fd12::1"))).isTrue();
        assertThat(rules.permits("host", InetAddress.ofLiteral("fd13::1"))).isFalse();
        assertThat(rules.permits("host", InetAddress.ofLiteral("192.168.7.9"))).isTrue();
        assertThat(rules.permits("host", InetAddress.ofLiteral("192.168.7.8"))).isFalse();
    }

    @Test
    void anAllowedNameMayLeadAnywhereAndNoOtherName() {
        AddressRules rules = AddressRules.allowing(List.of("Photos.Internal"));
        InetAddress address = InetAddress.ofLiteral("10.0.0.1");

        assertThat(rules.permits("photos.internal", address)).isTrue();
        assertThat(rules.permits("PHOTOS.internal.", address)).isTrue();
        assertThat(rules.permits("more.photos.internal", address)).isFalse();
        assertThat(rules.permits("10.0.0.1", address)).isFalse();
    }

    @Test
    void anAllowedTranslatorTranslatesToThePublicOnly() {
        AddressRules rules = AddressRules.allowing(List.of("64:ff9b::/96"));

        assertThat(rules.permits("host", InetAddress.ofLiteral("64:ff9b::808:808")))
                .isTrue();
        assertThat(rules.permits("host", InetAddress.ofLiteral("64:ff9b::a9fe:a9fe")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/a", "fd00::/129", "photos/8", "300.0.0.1"})
    void aNetworkThatIsNoneIsNamed(String network) {
        assertThatThrownBy(() -> AddressRules.allowing(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(network);
    }
}
