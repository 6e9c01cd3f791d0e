import DemarcheText
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "The examples of FIPS 180-4 come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
          + "mnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func examples(text: String, hash: String) {
    #expect(SHA256.hex(of: text) == hash)
  }

  @Test("A hundred thousand letters, fed in pieces of every size, hash as one")
  func pieces() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    var hash = SHA256()
    var (at, size) = (0, 1)
    while at < bytes.count {
      let end = min(at + size, bytes.count)
      hash.update(bytes[at..<end])
      (at, size) = (end, size % 200 + 1)
    }
    #expect(hash.hex == SHA256.hex(of: bytes))
    #expect(hash.hex == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  @Test("Asking for the hash does not end the feeding")
  func asking() {
    var hash = SHA256()
    hash.update("ab".utf8)
    #expect(hash.digest.count == 32)
    hash.update("c".utf8)
    #expect(hash.hex == SHA256.hex(of: "abc"))
  }
}
