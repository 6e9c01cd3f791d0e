import Testing

@testable import DemarcheFetching

@Suite struct `An address` {
  @Test(arguments: [
    "http://a.example", "https://a.example/b?c#d", "HTTP://a.example", "http://[2001:db8::1]/",
  ])
  func `is one of the web`(text: String) { #expect(Address(text) != nil) }

  @Test(arguments: [
    "", "a.example", "ftp://a.example", "file:///etc/passwd", "gopher://a.example", "http:/a.example",
    "http:///b",
    "http://name:word@a.example/", "http://a.example\\@b.example/", "http://a.example/\nHost: b",
    "http://:80/",
  ])
  func `is refused`(text: String) { #expect(Address(text) == nil) }

  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.169.254", "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "2001::1",
  ])
  func `of a private network is known`(number: String) throws {
    #expect(try #require(NetworkAddress(number)).isPrivate)
  }

  @Test(arguments: ["8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
  func `of the public network is known`(number: String) throws {
    #expect(try !#require(NetworkAddress(number)).isPrivate)
  }
}
