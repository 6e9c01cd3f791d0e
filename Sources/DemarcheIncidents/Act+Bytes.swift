import DemarcheEvents

extension Act {
  /// The layout of ``bytes``.
  private static let layout: UInt8 = 1

  /// The stored form, some 200 to 400 bytes: the layout's version, then numbers of variable length and texts led by their length.
  public var bytes: [UInt8] {
    var writer = Writer()
    writer.bytes.append(Act.layout)
    writer.write(id)
    writer.write(report)
    writer.write(types) { $0.write($1) }
    writer.write(modes) { $0.write($1) }
    writer.write(sides) { $0.write(Int($1.rawValue)) }
    writer.write((isFuture ? 1 : 0) | (isSupposed ? 2 : 0))
    writer.write(stated.map { [$0.lowerBound, $0.count - 1] } ?? []) { $0.write($1) }
    writer.write(published)
    for parties in [actors, recipients] {
      writer.write(parties) {
        $0.write($1.code)
        $0.write($1.name)
        $0.write($1.isInferred ? 1 : 0)
      }
    }
    writer.write(sites) {
      $0.write($1.name)
      $0.write($1.country)
      $0.write($1.isTown ? 1 : 0)
      $0.write($1.latitude)
      $0.write($1.longitude)
    }
    for size in [killed, injured, arrested, participants] {
      writer.write(size?.min)
      writer.write(size?.max)
    }
    for words in [triggers, wording, context] { writer.write(differences: words) }
    return writer.bytes
  }

  /// Reads the stored form; nil for one that is broken or of another layout.
  public init?(bytes: some Collection<UInt8>) {
    var reader = Reader(Array(bytes))
    guard reader.byte() == Act.layout else { return nil }
    let id = reader.text()
    let report = reader.text()
    let types = reader.list { $0.text() }
    let modes = reader.list { $0.text() }
    let sides = reader.list { Side(rawValue: UInt8(truncatingIfNeeded: $0.number())) }.compactMap(\.self)
    let marks = reader.number()
    let stated = reader.list { $0.number() }
    let published = reader.optional()
    let parties = (0..<2).map { _ in
      reader.list { Party(code: $0.text(), name: $0.text(), isInferred: $0.number() == 1) }
    }
    let sites = reader.list {
      Site(
        name: $0.text(), country: $0.text(), isTown: $0.number() == 1, latitude: $0.optional(),
        longitude: $0.optional())
    }
    let sizes = (0..<4).map { _ in
      let (least, greatest) = (reader.optional(), reader.optional())
      return least.map { Size.Bounds(min: $0, max: greatest) }
    }
    let words = (0..<3).map { _ in reader.differences() }
    guard reader.isWhole, stated.isEmpty || stated.count == 2 && (0...1_000_000).contains(stated[1]),
      [stated.first, published].allSatisfy({ (-10_000_000...10_000_000).contains($0 ?? 0) })
    else { return nil }
    self.init(
      id: id, report: report, types: types, modes: modes, sides: sides, isFuture: marks & 1 != 0,
      isSupposed: marks & 2 != 0, stated: stated.isEmpty ? nil : stated[0]...(stated[0] + stated[1]),
      published: published, actors: parties[0], recipients: parties[1], sites: sites, killed: sizes[0],
      injured: sizes[1], arrested: sizes[2], participants: sizes[3], triggers: words[0], wording: words[1],
      context: words[2])
  }

  /// Numbers as zigzag varints of LEB128.
  private struct Writer {
    var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
      var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    mutating func write(_ number: Int?) {
      bytes.append(number == nil ? 0 : 1)
      if let number { write(number) }
    }

    mutating func write(_ text: String) {
      write(text.utf8.count)
      bytes += text.utf8
    }

    mutating func write<Value>(_ values: [Value], _ body: (inout Writer, Value) -> Void) {
      write(values.count)
      for value in values { body(&self, value) }
    }

    /// Sorted numbers, each as what it is more than the one before.
    mutating func write(differences words: [UInt32]) {
      var last: UInt32 = 0
      write(words) { writer, word in
        writer.write(Int(word &- last))
        last = word
      }
    }
  }

  /// What a writer wrote; after the first fault all is empty and ``isWhole`` false.
  private struct Reader {
    private let bytes: [UInt8]
    private var at = 0
    private var isBroken = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether all was read, and without a fault.
    var isWhole: Bool { !isBroken && at == bytes.count }

    mutating func byte() -> UInt8 {
      guard at < bytes.count, !isBroken else {
        isBroken = true
        return 0
      }
      at += 1
      return bytes[at - 1]
    }

    mutating func number() -> Int {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        let next = byte()
        if shift > 63 { isBroken = true }
        if isBroken { return 0 }
        value |= UInt64(next & 0x7F) << shift
        shift += 7
        if next < 0x80 { break }
      }
      return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
    }

    mutating func optional() -> Int? { byte() == 1 ? number() : nil }

    mutating func text() -> String {
      let length = number()
      guard length >= 0, length <= bytes.count - at else {
        isBroken = true
        return ""
      }
      at += length
      return String(decoding: bytes[(at - length)..<at], as: UTF8.self)
    }

    mutating func list<Value>(_ body: (inout Reader) -> Value) -> [Value] {
      let count = number()
      // Each value is a byte at least.
      guard count >= 0, count <= bytes.count - at else {
        isBroken = true
        return []
      }
      return (0..<count).map { _ in body(&self) }
    }

    mutating func differences() -> [UInt32] {
      var last: UInt32 = 0
      return list {
        last = last &+ UInt32(truncatingIfNeeded: $0.number())
        return last
      }
    }
  }
}
