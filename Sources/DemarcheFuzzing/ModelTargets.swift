import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import DemarcheText

extension FuzzTarget {
  static let pack = FuzzTarget(
    "pack", longest: 2048,
    "a pack, given or damaged, is refused with words, or what is opened from it codes a report"
  ) { world in
    let small = try SmallPack(world)
    let folder = world.folder
    return { bytes in
      for bytes in [bytes, small.damaged(by: Damage(bytes))] {
        let path = try folder.write(bytes, to: "damaged.pack")
        do {
          let pack = try Pack(path: path)
          for name in pack.names { _ = pack.text(name) }
          let release = try Release(pack)
          let triggers = try pack.ranker(ModelName.triggers)
          let pipeline = Pipeline(release: release, parser: small.parser, triggers: triggers)
          if let fault = PipelineFault.find(pipeline, small.report) { return fault }
        } catch let error as DataFileError {
          if error.message.isEmpty { return "refused without words" }
        } catch let errors as DataErrors {
          if errors.errors.isEmpty { return "refused without a fault" }
        }
      }
      return nil
    }
  }

  static let models = FuzzTarget(
    "models", longest: 512,
    "a model, given or damaged, whose checksum was put right or not, is refused with words, or parses a text"
  ) { world in
    let model = try LoadedModel(world)
    return { bytes in
      try bytes.withUnsafeBytes { raw in
        do { _ = try Ranker(raw, file: "given") } catch let error as DataFileError {
          guard !error.message.isEmpty else { throw error }
        }
      }
      return try model.fault(damagedBy: Damage(bytes), mended: bytes.count % 2 == 0)
    }
  }
}

/// A pack of the invented world, with learnt triggers and without a model of syntax.
private final class SmallPack {
  let parser: TextParser
  let report = Report(
    id: "r", text: "Arnland's president met Bostrian ministers in Arnburg on Monday.", published: "2015-08-09"
  )
  private let bytes: [UInt8]
  private let sections: [Range<Int>]

  init(_ world: FuzzWorld) throws {
    parser = try world.pipeline().parser
    let release = try Release(names: TestWorld.files.keys.sorted(), hash: "sha256:test") {
      TestWorld.files[$0]
    }
    let ranker = Ranker(
      labels: ["CONSULT", "NONE"], keys: (1...64 as ClosedRange<UInt64>).map { $0 << 40 },
      weights: [Float](repeating: 0.25, count: 128), biases: [0, 1])
    var parts = TestWorld.files.map { (name: $0.key, bytes: Array($0.value.utf8)) }
    parts.append((Knowledge.compiledName, release.knowledge.compiled()))
    parts.append((CompiledRules.name, CompiledRules.bytes(release.book.rules)))
    parts.append((ModelName.section(ModelName.triggers), ranker.bytes()))
    bytes = Pack.build(parts)
    let path = try world.folder.write(bytes, to: "small.pack")
    let pack = try Pack(path: path)
    let start = pack.file.bytes.baseAddress
    let binary = [Knowledge.compiledName, ModelName.section(ModelName.triggers)].compactMap { name in
      pack.bytes(name).map { section in
        let offset = section.baseAddress.map { $0 - (start ?? $0) } ?? 0
        return offset..<offset + section.count
      }
    }
    // The head, each section of numbers in whole and its beginning, and all of it.
    sections =
      [0..<16, 80..<400] + binary + binary.map { $0.lowerBound..<min($0.upperBound, $0.lowerBound + 64) } + [
        0..<bytes.count
      ]
  }

  func damaged(by damage: Damage) -> [UInt8] {
    var bytes = bytes
    bytes.withUnsafeMutableBytes { _ = damage.apply(to: $0, sections: sections) }
    return bytes
  }
}

/// The model of syntax in pieces, in which bytes are changed and put back.
private final class LoadedModel {
  private let tables: (String) throws -> String
  /// The sections of the model, each in memory of its own.
  private var sections: [(name: ModelFile.SectionName, bytes: [UInt8])] = []
  /// The model as one, where it may be used.
  private let whole: UnsafeMutableRawBufferPointer

  init(_ world: FuzzWorld) throws {
    let pack = world.pack
    tables = { try pack.requiredText($0) }
    guard let section = pack.bytes(ModelName.section(ModelName.syntax)) else {
      throw ScratchFolder.Failure(description: "the pack has no model of syntax")
    }
    whole = .allocate(byteCount: section.count, alignment: 64)
    whole.copyMemory(from: section)
    let reader = try ModelFile.Reader(section, file: "given")
    var number: UInt64 = 1
    while let name = ModelFile.SectionName(rawValue: number) {
      sections.append((name, Array(try reader.section(name))))
      number += 1
    }
  }

  deinit { whole.deallocate() }

  /// - Parameter mended: whether the checksum is made to fit, as whoever forges a model would.
  func fault(damagedBy damage: Damage, mended: Bool) throws -> String? {
    guard mended else {
      let undone = damage.apply(to: whole, sections: [0..<64, 0..<whole.count])
      defer { Damage.undo(undone, in: whole) }
      return try fault(of: UnsafeRawBufferPointer(whole))
    }
    var writer = ModelFile.Writer()
    for index in sections.indices {
      let own = Damage(changes: damage.changes.filter { $0.section % sections.count == index })
      let undone = sections[index].bytes.withUnsafeMutableBytes {
        own.apply(to: $0, sections: [0..<$0.count])
      }
      writer.add(sections[index].name, sections[index].bytes)
      sections[index].bytes.withUnsafeMutableBytes { Damage.undo(undone, in: $0) }
    }
    let bytes = writer.bytes()
    let aligned = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    defer { aligned.deallocate() }
    aligned.copyBytes(from: bytes)
    return try fault(of: UnsafeRawBufferPointer(aligned))
  }

  private func fault(of bytes: UnsafeRawBufferPointer) throws -> String? {
    do {
      let model = try SyntaxModel(bytes: bytes, name: "given")
      let parser = try TextParser(model: model, text: tables)
      // Names of tags and relations may be anything in a forged model, and CoNLL-U cannot write everything.
      let text = "The minister, 41, didn't say that they'd met.\n"
      let trees = parser.trees(of: text)
      let isInside = trees.allSatisfy { $0.words.allSatisfy { $0.span.end <= text.utf8.count } }
      return isInside && !trees.isEmpty ? nil : "words outside the text"
    } catch let error as DataFileError {
      return error.message.isEmpty ? "refused without words" : nil
    }
  }
}
