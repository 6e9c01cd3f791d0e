package import DemarcheData

/// The container of a model: a header, a table of named sections, the sections, all in little-endian
/// words of 8 bytes, with a checksum over everything after the header.
package enum ModelFile {
  static let magic: UInt64 = 0x4D53_4843_5241_4D44  // "DMARCHSM"
  static let version: UInt64 = 3

  /// Puts sections together; the bytes depend on nothing but the sections.
  package struct Writer {
    private var sections: [(name: UInt64, bytes: [UInt8])] = []

    package init() {}

    package mutating func add(_ name: SectionName, _ bytes: [UInt8]) {
      sections.append((name.rawValue, bytes))
    }

    package mutating func add<T: BitwiseCopyable>(_ name: SectionName, of values: [T]) {
      add(name, values.withUnsafeBytes { Array($0) })
    }

    package func bytes() -> [UInt8] {
      func padded(_ n: Int) -> Int { (n + 63) / 64 * 64 }
      var table: [UInt64] = [UInt64(sections.count)]
      var offset = padded(32 + 8 + sections.count * 24)
      for section in sections {
        table += [section.name, UInt64(offset), UInt64(section.bytes.count)]
        offset = padded(offset + section.bytes.count)
      }
      var output = [UInt8](repeating: 0, count: 32)
      table.withUnsafeBytes { output += Array($0) }
      for section in sections {
        output += [UInt8](repeating: 0, count: padded(output.count) - output.count)
        output += section.bytes
      }
      output += [UInt8](repeating: 0, count: padded(output.count) - output.count)
      let sum = output.withUnsafeBytes { ModelFile.checksum(UnsafeRawBufferPointer(rebasing: $0[32...])) }
      let header = [magic, version, UInt64(output.count), sum]
      header.withUnsafeBytes { output.replaceSubrange(0..<32, with: $0) }
      return output
    }
  }

  /// Checks a model's header and checksum and finds its sections.
  package struct Reader {
    private var sections: [UInt64: UnsafeRawBufferPointer] = [:]
    private let file: String

    package init(_ bytes: UnsafeRawBufferPointer, file: String) throws(DataFileError) {
      self.file = file
      func fault(_ message: String) -> DataFileError {
        DataFileError(file: file, line: 0, message: message, help: "train or fetch the model again")
      }
      precondition(
        UInt(bitPattern: bytes.baseAddress) % 64 == 0, "a model that starts inside a line of 64 bytes")
      guard bytes.count >= 64, bytes.count % 64 == 0 else { throw fault("too short to be a model") }
      func word(_ at: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
      guard word(0) == ModelFile.magic else { throw fault("not a model of syntax") }
      guard word(8) == ModelFile.version else {
        throw fault("model format \(word(8)), but this program reads format \(ModelFile.version)")
      }
      guard word(16) == UInt64(bytes.count) else {
        throw fault("the model has \(bytes.count) bytes where its header says \(word(16))")
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[32...])
      guard word(24) == ModelFile.checksum(rest) else { throw fault("the model is damaged: wrong checksum") }
      let count = word(32)
      guard count < 1000, 40 + Int(count) * 24 <= bytes.count else { throw fault("broken table of sections") }
      for i in 0..<Int(count) {
        let at = 40 + i * 24
        let (start, size) = (word(at + 8), word(at + 16))
        guard start % 64 == 0, start <= UInt64(bytes.count), size <= UInt64(bytes.count) - start else {
          throw fault("section \(i) lies outside the model")
        }
        sections[word(at)] = UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<Int(start + size)])
      }
    }

    package func section(_ name: SectionName) throws(DataFileError) -> UnsafeRawBufferPointer {
      guard let section = sections[name.rawValue] else {
        throw DataFileError(file: file, line: 0, message: "the model lacks section \(name)")
      }
      return section
    }

    package func values<T: BitwiseCopyable>(
      _ name: SectionName, as type: T.Type
    ) throws(DataFileError) -> UnsafeBufferPointer<T> {
      let bytes = try section(name)
      guard bytes.count % MemoryLayout<T>.stride == 0 else { throw fault("section \(name) is cut off") }
      return bytes.bindMemory(to: type)
    }

    package func strings(_ name: SectionName) throws(DataFileError) -> [String] {
      let text = String(decoding: try section(name), as: UTF8.self)
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    package func fault(_ message: String) -> DataFileError {
      DataFileError(file: file, line: 0, message: message)
    }
  }

  package enum SectionName: UInt64 {
    case tags = 1, featureSets, relations, candidates
    case editRules, editLexicon
    case networkShape, forms, wordRows, panels, scales, parameters
  }

  /// Four running sums over words of 8 bytes, so that a model of some megabytes takes a millisecond.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4)
    var at = 0
    while at + 32 <= bytes.count {
      let words = bytes.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* 0x9E37_79B9_7F4A_7C15
      lanes ^= lanes &>> 29
      at += 32
    }
    var sum = UInt64(bytes.count)
    for i in 0..<4 { sum = Hashing.mix(sum ^ lanes[i]) }
    return sum
  }
}
