import DemarcheData
import Glibc
import Testing

@Suite struct `A pack` {
  static let sections: [(name: String, bytes: [UInt8])] = [
    ("b.tsv", Array("two".utf8)), ("a.tsv", Array("one".utf8)),
    ("m.model", [UInt8](repeating: 7, count: 100)),
  ]

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/demarche-pack-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let wrote = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, bytes.count) }
    close(descriptor)
    try #require(wrote == bytes.count)
    try body(path)
  }

  @Test func `gives back every section, aligned for a model`() throws {
    try withFile(Pack.build(Self.sections)) { path in
      let pack = try Pack(path: path)
      #expect(pack.names == ["a.tsv", "b.tsv", "m.model"])
      #expect(pack.text("b.tsv") == "two")
      #expect(pack.bytes("m.model")?.count == 100)
      #expect(pack.bytes("m.model")?.baseAddress.map { Int(bitPattern: $0) % 64 } == 0)
      #expect(pack.text("c.tsv") == nil)
      #expect(pack.hash.utf8.count == 64)
    }
  }

  @Test func `is the same bytes whatever the order of its sections`() {
    #expect(Pack.build(Self.sections) == Pack.build(Self.sections.reversed()))
  }

  @Test func `that is none, of another layout or cut short says so and what to do`() throws {
    let whole = Pack.build(Self.sections)
    var other = whole
    other[8] = 9
    let cases: [([UInt8], String)] = [
      (Array("hello".utf8), "this is no data pack"),
      (other, "the pack has layout 9; this program reads layout 1"),
      (Array(whole.prefix(150)), "the pack is cut short"),
    ]
    for (bytes, message) in cases {
      try withFile(bytes) { path in
        do throws(DataFileError) {
          _ = try Pack(path: path)
          Issue.record("opened")
        } catch {
          #expect(error.message == message)
          #expect(error.help?.contains("demarche pack") == true)
        }
      }
    }
  }

  @Test func `that is missing names the file`() {
    do { _ = try Pack(path: "/nowhere/x.pack") } catch {
      #expect("\(error)" == "/nowhere/x.pack: cannot open: No such file or directory")
    }
  }
}
