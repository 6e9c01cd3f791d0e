import DemarcheEvents
import DemarcheJSON
import DemarcheCorrections

extension FuzzTarget {
  static let json = FuzzTarget(
    "json",
    "what is read is written, and what is written is read as the same value and written as the same bytes"
  ) { _ in
    { bytes in
      guard let value = JSON.fuzzed(bytes) else { return nil }
      let line = value.line
      guard !line.utf8.contains(0x0A) else { return "a line break in \(line)" }
      let again = try JSON.read(line)
      guard again == value else { return "\(line) is read as \(again)" }
      return again.line == line ? nil : "\(line) is written anew as \(again.line)"
    }
  }

  static let events = FuzzTarget(
    "events", "a record that is read is written and read as the same, in JSON and as a line of CSV"
  ) { _ in
    { bytes in
      for line in bytes.split(separator: 0x0A) {
        guard let value = JSON.fuzzed(Array(line)), let event = Event(json: value) else { continue }
        let written = try JSON.read(event.json.line)
        guard let again = Event(json: written) else { return "not read again: \(written.line)" }
        guard again == event else { return "\(event) is read as \(again)" }
        let cells = CSVCells.read(EventColumns.line(event))
        guard cells.count == CSVCells.read(EventColumns.header).count else {
          return "\(cells.count) cells: \(EventColumns.line(event))"
        }
      }
      return nil
    }
  }

  static let corrections = FuzzTarget(
    "corrections", "a decision that is read is written and read as the same, and its agreement can be counted"
  ) { _ in
    { bytes in
      var all: [Correction] = []
      for line in bytes.split(separator: 0x0A) {
        guard let value = JSON.fuzzed(Array(line)) else { continue }
        let correction: Correction
        do throws(CorrectionError) { correction = try Correction(json: value) } catch {
          if error.message.isEmpty { return "a fault without words" }
          continue
        }
        let again = try Correction(json: JSON.read(correction.json.line))
        guard again == correction else { return "\(correction) is read as \(again)" }
        if correction.fault == nil { all.append(correction) }
      }
      _ = Standing(all)
      _ = Agreement(all)
      return nil
    }
  }
}

extension JSON {
  /// The value that bytes spell; nil where they are no JSON, which the fault tells by a place in the bytes.
  static func fuzzed(_ bytes: [UInt8]) -> JSON? {
    do { return try JSON.read(bytes) } catch {
      precondition(error.offset >= 0 && error.offset <= bytes.count, "a fault outside the bytes: \(error)")
      return nil
    }
  }
}
