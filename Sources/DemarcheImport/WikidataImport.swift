public import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge

/// Turns the JSON dump of Wikidata, one entity a line, into terms of office and organisations.
///
/// People (P31 human) give a term for each office held (P39) with its start and end (P580, P582) as exact as
/// they are known; office holders that an office names (P1308) are added where the person gives no such term.
/// Organisations are taken up by their class (P31) with label, aliases and country (P17). An office is known
/// by its item, or by its label and state: "President of Albania".
///
/// - Invariant: every line that may hold something is accepted, skipped or rejected in `report`, and once;
///   every term and country that cannot be resolved is told as well.
/// - Cost: lines that name no property or class of interest are passed over by a scan of their bytes. What is
///   kept grows with what comes out, not with the dump.
public struct WikidataImport: Sendable {
  public private(set) var report = ImportReport()
  private let known: KnownActors
  private let language: String

  private struct Class {
    var kind: String
    var code: String
    var sector: String
  }

  /// An office that an item of the dump or the table describes.
  private struct Office {
    var label: String?
    var jurisdiction: String?
  }

  private struct Pending {
    var holder: String
    var item: String
    var office: String
    var from: String
    var until: String
    var line: Int
  }

  private struct Body {
    var item: String
    var name: String
    var aliases: [String]
    var kind: String
    var code: String
    var sector: String
    var country: String?
    var from: String
    var until: String
    var line: Int
  }

  private var classes: [String: Class] = [:]
  private var countries: [String: String] = [:]
  private var fixedOffices: [String: (key: String, office: String)] = [:]
  private var patterns: [OfficeLabel] = []

  private var offices: [String: Office] = [:]
  private var pending: [Pending] = []
  /// Terms that offices name; their holders have no name yet.
  private var held: [Pending] = []
  private var people: [String: String] = [:]
  private var bodies: [Body] = []
  private var file = ""

  /// The tables an import goes by.
  public struct Tables: Sendable {
    public var classes: Table
    public var countries: Table
    public var offices: Table
    public var labels: Table

    public init(classes: Table, countries: Table, offices: Table, labels: Table) {
      self.classes = classes
      self.countries = countries
      self.offices = offices
      self.labels = labels
    }
  }

  public static let classColumns = ["item", "kind", "code", "sector", "source"]
  public static let countryColumns = ["item", "code", "source"]
  public static let officeColumns = ["item", "key", "office", "source"]
  public static let labelColumns = ["pattern", "source"]

  /// - Parameter language: of labels and aliases, as Wikidata calls it.
  /// - Throws: every row that cannot be used, at once.
  public init(_ tables: Tables, known: KnownActors, language: String) throws(DataErrors) {
    self.known = known
    self.language = language
    var errors: [DataFileError] = []
    for row in tables.classes.rows {
      classes[row["item"]] = Class(kind: row["kind"], code: row["code"], sector: row["sector"])
    }
    for row in tables.countries.rows { countries[row["item"]] = row["code"] }
    for row in tables.offices.rows { fixedOffices[row["item"]] = (row["key"], row["office"]) }
    for row in tables.labels.rows {
      guard let pattern = OfficeLabel(row["pattern"]) else {
        errors.append(
          row.fault("a pattern holds {office} and {state}", help: "write it like {office} of {state}"))
        continue
      }
      patterns.append(pattern)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  // MARK: Reading

  /// Reads a line of the dump.
  public mutating func read(_ line: ArraySlice<UInt8>, file: String, number: Int) {
    self.file = file
    var line = line
    while let last = line.last, last == 0x2C || last <= 0x20 { line = line.dropLast() }
    while let first = line.first, first <= 0x20 { line = line.dropFirst() }
    // The dump is one array: its first line opens it, its last closes it.
    if line.first == UInt8(ascii: "[") { line = line.dropFirst() }
    if line.isEmpty || line.elementsEqual("]".utf8) { return }
    guard mayMatter(line) else {
      report.skip("an entity of no kind that the tables take up")
      return
    }
    let json: JSON
    do { json = try JSON.read(line) } catch {
      reject(.notJSON, "\(error)", number)
      return
    }
    guard let entity = WikidataEntity(json) else {
      report.skip("an entity of no kind that the tables take up")
      return
    }
    let kinds = entity.items("P31").compactMap { classes[$0] }
    if kinds.contains(where: { $0.kind == "person" }) {
      person(entity, number)
    } else if kinds.contains(where: { $0.kind == "country" }) || entity.text("P298") != nil {
      country(entity, number)
    } else if kinds.contains(where: { $0.kind == "office" }) || !entity.statements("P1308").isEmpty {
      office(entity, number)
    } else if let kind = kinds.first {
      body(entity, kind, number)
    } else {
      report.skip("an entity of no kind that the tables take up")
    }
  }

  /// Whether a line may hold an office, a country or a class of the tables, told from its bytes.
  private func mayMatter(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      var i = 0
      while i + 5 < bytes.count {
        guard bytes[i] == UInt8(ascii: "\"") else {
          i += 1
          continue
        }
        if bytes[i + 1] == UInt8(ascii: "P") {
          // "P39", "P298", "P1308"
          for name in WikidataImport.telling where WikidataImport.stands(name, bytes, i) { return true }
        } else if bytes[i + 1] == UInt8(ascii: "Q") {
          var end = i + 2
          while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
          if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            let item = String(decoding: bytes[(i + 1)..<end], as: UTF8.self)
            // Every human has a class; only those with an office matter, and they name P39.
            if let known = classes[item], known.kind != "person" { return true }
          }
        } else if bytes[i + 1] == UInt8(ascii: "n"), WikidataImport.stands(WikidataImport.number, bytes, i) {
          // Dumps before 2016 have items by number alone.
          var end = i + WikidataImport.number.count
          while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x3A { end += 1 }
          let start = end
          while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
          let item = "Q" + String(decoding: bytes[start..<end], as: UTF8.self)
          if let known = classes[item], known.kind != "person" { return true }
        }
        i += 1
      }
      return false
    }
  }

  private static let telling = ["\"P39\"", "\"P298\"", "\"P1308\""].map { Array($0.utf8) }
  private static let number = Array("\"numeric-id\"".utf8)

  private static func stands(_ piece: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at + piece.count <= bytes.count else { return false }
    for (offset, byte) in piece.enumerated() where bytes[at + offset] != byte { return false }
    return true
  }

  private mutating func reject(_ reason: ImportFault.Reason, _ text: String, _ line: Int) {
    report.reject(ImportFault(file: file, line: line, reason: reason, text: text))
  }

  private mutating func person(_ entity: WikidataEntity, _ line: Int) {
    let offices = entity.statements("P39")
    if offices.isEmpty {
      report.skip("a person without an office")
      return
    }
    guard let name = entity.label(language) else {
      reject(.noLabel, entity.id, line)
      return
    }
    people[entity.id] = name
    for statement in offices {
      guard let office = statement.item else { continue }
      pending.append(
        Pending(
          holder: name, item: entity.id, office: office, from: statement.time(qualifier: "P580"),
          until: statement.time(qualifier: "P582"), line: line))
    }
    report.accept()
  }

  private mutating func country(_ entity: WikidataEntity, _ line: Int) {
    guard let code = entity.text("P298") else {
      report.skip("a country without a code of three letters")
      return
    }
    // The table knows codes that differ from those of Wikidata.
    if countries[entity.id] == nil { countries[entity.id] = code }
    report.accept()
  }

  private mutating func office(_ entity: WikidataEntity, _ line: Int) {
    let label = entity.label(language)
    offices[entity.id] = Office(
      label: label, jurisdiction: entity.items("P1001").first ?? entity.items("P17").first)
    for statement in entity.statements("P1308") {
      guard let holder = statement.item else { continue }
      held.append(
        Pending(
          holder: "", item: holder, office: entity.id, from: statement.time(qualifier: "P580"),
          until: statement.time(qualifier: "P582"), line: line))
    }
    if label == nil, fixedOffices[entity.id] == nil {
      reject(.noLabel, entity.id, line)
    } else {
      report.accept()
    }
  }

  private mutating func body(_ entity: WikidataEntity, _ kind: Class, _ line: Int) {
    guard let name = entity.label(language) else {
      reject(.noLabel, entity.id, line)
      return
    }
    bodies.append(
      Body(
        item: entity.id, name: name, aliases: entity.aliases(language), kind: kind.kind, code: kind.code,
        sector: kind.sector,
        country: entity.items("P17").first, from: entity.time("P571"), until: entity.time("P576"), line: line)
    )
    report.accept()
  }

  /// Hands over the faults not yet told.
  public mutating func takeFaults() -> [ImportFault] { report.takeFaults() }

  // MARK: Resolving

  /// The rows of all that was read: terms and organisations, in order of the dump.
  public mutating func rows() -> KnowledgeRows {
    var rows = KnowledgeRows()
    var taken: Set<[String]> = []
    var resolved: [String: (key: String, office: String)] = [:]
    for (item, office) in offices { resolved[item] = resolve(office) }
    for (item, office) in fixedOffices { resolved[item] = office }
    for term in pending {
      taken.insert([term.office, term.item])
      guard let office = resolved[term.office] else {
        let label = offices[term.office]?.label.map { " \($0)" } ?? ""
        tell(.unknownOffice, "\(term.office)\(label), held by \(term.item)", term.line)
        continue
      }
      add(term, office, to: &rows)
    }
    for term in held where !taken.contains([term.office, term.item]) {
      guard let office = resolved[term.office] else {
        tell(.unknownOffice, "\(term.office) \(offices[term.office]?.label ?? "")", term.line)
        continue
      }
      guard let name = people[term.item] else {
        tell(.unknownHolder, "\(term.item) holds \(term.office)", term.line)
        continue
      }
      var term = term
      term.holder = name
      add(term, office, to: &rows)
    }
    for body in bodies { add(body, to: &rows) }
    pending = []
    held = []
    bodies = []
    return rows
  }

  /// Tells a fault of something inside a line that was itself accepted.
  private mutating func tell(_ reason: ImportFault.Reason, _ text: String, _ line: Int) {
    report.tell(ImportFault(file: file, line: line, reason: reason, text: text))
  }

  private func resolve(_ office: Office) -> (key: String, office: String)? {
    guard let label = office.label else { return nil }
    let owner = office.jurisdiction.flatMap { countries[$0] }
    for pattern in patterns {
      guard let parts = pattern.match(label) else { continue }
      guard let role = known.role(parts.office.lowercased())?.office else { continue }
      if let key = owner ?? known.state(named: parts.state) { return (key, role) }
    }
    // An office whose label names no state belongs to the state of its item.
    if let owner, let role = known.role(label.lowercased())?.office { return (owner, role) }
    return nil
  }

  private mutating func add(
    _ term: Pending, _ office: (key: String, office: String), to rows: inout KnowledgeRows
  ) {
    guard known.hasKey(office.key) else {
      tell(.unknownCountry, "\(office.key), whose \(office.office) is \(term.item)", term.line)
      return
    }
    rows.terms.append([
      office.key, office.office, term.holder, short(term.holder), term.from, term.until,
      "Wikidata \(term.item)",
    ])
  }

  private mutating func add(_ body: Body, to rows: inout KnowledgeRows) {
    var code = body.country.flatMap { countries[$0] }.map { known.states[$0] ?? $0 } ?? ""
    if let country = body.country, code.isEmpty {
      tell(.unknownCountry, "\(country), country of \(body.item)", body.line)
    }
    // What belongs to no one country by its class carries an international code.
    if !body.code.isEmpty { code = body.code }
    let source = "Wikidata \(body.item)"
    rows.organisations.append(
      [body.item, body.name, body.kind, code, body.sector, body.from, body.until, source])
    var seen: Set<String> = []
    for (index, form) in ([body.name] + body.aliases).enumerated() where seen.insert(form).inserted {
      let isCapitals = form.count > 1 && form.count < 9 && form.allSatisfy { $0.isUppercase || $0 == "." }
      let kind = index == 0 ? "name" : isCapitals ? "abbreviation" : "variant"
      rows.names.append([body.item, form, kind, "", "", source])
    }
  }

  /// The form used alone: the last word of a name.
  private func short(_ name: String) -> String { name.split(separator: " ").last.map(String.init) ?? name }
}
