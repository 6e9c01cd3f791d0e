import DemarcheFetching
import Testing

@Test func anAddressKeepsItsText() {
  #expect(Address("http://a.example/feed").text == "http://a.example/feed")
}
