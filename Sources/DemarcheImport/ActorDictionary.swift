import DemarcheData
public import DemarcheKnowledge
import DemarcheEvents

/// Turns actor dictionaries of TABARI and PETRARCH into rows of `organisations.tsv` and `organisation-names.tsv`.
///
/// Both forms are read: one line with its code (`HAMAS [PSEREBHMS]`), and a name with its synonyms on lines
/// that begin with `+` and its codes, dated or not, on lines of their own. A dated entry becomes one entity for
/// each stretch of time, with the keys `#1`, `#2` and so on. A country's bare code adds names to the country
/// that is there already.
///
/// - Invariant: every line that says something is accepted, skipped or rejected in `report`, and once.
public struct ActorDictionary: Sendable {
  public private(set) var report = ImportReport()
  private let codes: CameoCodes
  private var casing: NameCasing
  private let known: KnownActors
  private let keepForeign: Bool
  private var entries: [Entry] = []

  /// - Parameter keepForeign: whether a code that begins with no known country is kept as it stands.
  public init(codes: CameoCodes, casing: NameCasing, known: KnownActors, keepForeign: Bool = false) {
    self.codes = codes
    self.casing = casing
    self.known = known
    self.keepForeign = keepForeign
    self.casing.addCapitals(known.abbreviations)
  }

  /// Reads a file.
  ///
  /// - Parameter file: its name, which faults and the source column carry.
  /// - Cost: one pass over the text; the entries are kept until ``rows()``.
  public mutating func read(_ text: String, file: String) {
    let lines = DictionaryLine.lines(of: text)
    guard lines.contains(where: { !$0.brackets.isEmpty || $0.isUnclosed }) else {
      report.skip("a line of a list of discards", lines.count)
      return
    }
    var entry: Entry?
    for line in lines {
      if line.isUnclosed {
        reject(file, line, .unclosed, line.phrase)
      } else if line.phrase.isEmpty || line.phrase.hasPrefix("+") {
        if entry == nil { reject(file, line, .synonymAlone, line.phrase) }
        entry?.lines.append(line)
      } else {
        if let entry { close(entry) }
        entry = Entry(file: file, lines: [line])
      }
    }
    if let entry { close(entry) }
  }

  /// Hands over the faults not yet told.
  public mutating func takeFaults() -> [ImportFault] { report.takeFaults() }

  /// One actor with its lines, then its forms and codes.
  private struct Entry {
    var file: String
    var lines: [DictionaryLine]
    var forms: [Form] = []
    var codes: [DatedCode] = []
    var readings: [String: CameoCodes.Reading] = [:]
    var accepted = 0
  }

  /// A name as the dictionary has it.
  private struct Form: Hashable {
    var phrase: String
    /// Whether it stood in parentheses behind another, as abbreviations do.
    var isAbbreviation = false
  }

  private static let nobody: Set<String> = ["---", "###"]

  private mutating func reject(
    _ file: String, _ line: DictionaryLine, _ reason: ImportFault.Reason, _ text: String
  ) {
    report.reject(ImportFault(file: file, line: line.number, reason: reason, text: text))
  }

  /// Reads the lines of an entry; each is accepted or told.
  private mutating func close(_ entry: Entry) {
    var entry = entry
    var faults: [Int: (reason: ImportFault.Reason, text: String)] = [:]
    for (index, line) in entry.lines.enumerated() {
      for bracket in line.brackets {
        do throws(ImportFault.Reason) {
          let code = try DatedCode(bracket: bracket)
          if !ActorDictionary.nobody.contains(code.code) {
            do { entry.readings[code.code] = try codes.actor(code.code, keepForeign: keepForeign) } catch {
              throw ImportFault.Reason(error)
            }
          }
          entry.codes.append(code)
        } catch {
          faults[index] = (error, "[\(bracket)]")
        }
      }
    }
    let hasActor = !entry.readings.isEmpty
    if !hasActor, faults.isEmpty, !entry.codes.isEmpty {
      report.skip("an entry that stands for nobody", entry.lines.count)
      return
    }
    // Why the lines that hold nothing but names are of no use.
    let cause = faults.min { $0.key < $1.key }?.value
    for (index, line) in entry.lines.enumerated() where faults[index] == nil {
      if !hasActor {
        faults[index] = (cause?.reason ?? .noCode, cause.map { "\(line.phrase) \($0.text)" } ?? line.phrase)
      } else if !line.phrase.isEmpty, let reason = ActorDictionary.fault(in: line.phrase) {
        faults[index] = (reason, line.phrase)
      }
    }
    for line in entry.lines where hasActor && !line.phrase.isEmpty {
      if ActorDictionary.fault(in: line.phrase) == nil { entry.forms += ActorDictionary.forms(of: line) }
    }
    if hasActor, entry.forms.isEmpty {
      for (index, line) in entry.lines.enumerated() where faults[index] == nil {
        faults[index] = (.noName, line.phrase)
      }
    }
    for (index, line) in entry.lines.enumerated() {
      if let fault = faults[index] { reject(entry.file, line, fault.reason, fault.text) }
    }
    entry.accepted = entry.lines.count - faults.count
    if hasActor, !entry.forms.isEmpty { entries.append(entry) }
  }

  private static func fault(in phrase: String) -> ImportFault.Reason? {
    if phrase.unicodeScalars.contains("\u{FFFD}") { return .encoding }
    let name = phrase.hasPrefix("+") ? phrase.dropFirst() : phrase[...]
    if name.contains("+") { return .joinedNames }
    return name.count(where: { $0.isLetter || $0.isNumber }) < 2 ? .noName : nil
  }

  /// The forms of a line: the phrase, what stands in parentheses behind it, plurals.
  private static func forms(of line: DictionaryLine) -> [Form] {
    let phrase = line.phrase.hasPrefix("+") ? line.phrase.dropFirst() : line.phrase[...]
    var outside = ""
    var inside: [String] = []
    var depth = 0
    for letter in phrase {
      if letter == "(" {
        depth += 1
        if depth == 1 { inside.append("") }
      } else if letter == ")" {
        depth = max(0, depth - 1)
      } else if depth > 0 {
        inside[inside.count - 1].append(letter)
      } else {
        outside.append(letter)
      }
    }
    var forms = [Form(phrase: outside)]
    for piece in inside where piece.count > 1 && piece.allSatisfy({ $0.isUppercase || $0 == "-" }) {
      forms.append(Form(phrase: piece, isAbbreviation: true))
    }
    for plural in (line.plurals ?? "").split(separator: ",") { forms.append(Form(phrase: plural.trimmed)) }
    return forms.filter { form in form.phrase.contains { $0.isLetter || $0.isNumber } }
  }

  /// The rows of all files read, in order of the entries.
  ///
  /// What the known tables hold already is counted and left out.
  public mutating func rows() -> KnowledgeRows {
    for entry in entries { casing.addCapitals(initials(of: entry)) }
    var rows = KnowledgeRows()
    var keys: Set<String> = []
    for entry in entries { add(entry, to: &rows, keys: &keys) }
    entries = []
    return rows
  }

  /// Forms of one word that are the first letters of another form of the entry.
  private func initials(of entry: Entry) -> [String] {
    let single = entry.forms.map { casing.words($0.phrase) }.filter { $0.count == 1 }.flatMap { $0 }
    if single.isEmpty { return [] }
    var found: [String] = entry.forms.filter(\.isAbbreviation).map(\.phrase)
    for form in entry.forms {
      let words = casing.words(form.phrase).flatMap { $0.split(separator: "-") }
      guard words.count > 1 else { continue }
      let all = String(words.compactMap(\.first))
      let main = String(words.filter { !casing.isSmall(String($0)) }.compactMap(\.first))
      found += single.filter { $0.count > 1 && ($0 == all || $0 == main) }
    }
    return found
  }

  private mutating func add(_ entry: Entry, to rows: inout KnowledgeRows, keys: inout Set<String>) {
    let stretches = DatedCode.timeline(entry.codes) { ActorDictionary.nobody.contains($0) }
    let hidden = Set(entry.codes.map(\.code)).subtracting(stretches.map(\.code))
      .subtracting(ActorDictionary.nobody)
    if !hidden.isEmpty { report.note("codes that an earlier one of the entry hides", hidden.count) }
    let readings = stretches.compactMap { entry.readings[$0.code] }
    guard let first = readings.first, readings.count == stretches.count, let head = entry.lines.first else {
      report.accept(entry.accepted)
      return
    }
    for reading in Set(readings) {
      report.note("parts of codes without a sector, kept in the source column", reading.unread.count)
    }
    let isPerson = ActorDictionary.isPerson(stretches, entry)
    let names = named(entry, first, isPerson: isPerson)
    if isPerson, names.contains(where: { known.isHolder($0.form, code: first.code) }) {
      report.skip("an office holder that the tables have already", entry.accepted)
      return
    }
    let base = entry.file.split(separator: "/").last.map(String.init) ?? entry.file
    let isAlways = stretches.count == 1 && !stretches[0].isDated
    var key: String?
    let rowsBefore = rows.names.count
    for (index, (stretch, reading)) in zip(stretches, readings).enumerated() {
      let fresh = names.filter { name in
        known.owners(of: name.form, code: reading.code).isEmpty
          && !(isPerson && known.isShortName(name.form, code: reading.code))
      }
      report.note("names that the tables have already", names.count - fresh.count)
      if fresh.isEmpty { continue }
      let from = stretch.from?.iso ?? ""
      let until = stretch.until?.iso ?? ""
      let source = "\(base):\(head.number) [\(stretch.code)]"
      if !isPerson, let owner = owner(of: names, reading, isAlways: isAlways) {
        for name in fresh {
          let kind = name.kind == "abbreviation" ? name.kind : owner.kind
          rows.names.append([owner.key, name.form, kind, from, until, source])
        }
        report.note("stretches that add names to an entity of the tables")
        continue
      }
      let stem = key ?? self.key(casing.words(entry.forms[0].phrase), &keys)
      key = stem
      let own = isAlways ? stem : "\(stem)#\(index + 1)"
      let kind = isPerson ? "person" : reading.isForeign && reading.isBareCountry ? "state" : "organisation"
      rows.organisations.append([
        own, names[0].form, kind, reading.code ?? "", reading.sectors.joined(separator: ","), from, until,
        source,
      ])
      for name in fresh { rows.names.append([own, name.form, name.kind, from, until, source]) }
    }
    if rows.names.count == rowsBefore {
      report.skip("a name that the tables have already", entry.accepted)
    } else {
      report.accept(entry.accepted)
    }
  }

  /// The entity of the known tables that an entry means, with the kind of the names it gets.
  ///
  /// It is the country whose bare code the entry has, or, without dates, a body of the same code and sector
  /// that goes by one of the names.
  private func owner(
    of names: [Named], _ reading: CameoCodes.Reading, isAlways: Bool
  ) -> (key: String, kind: String)? {
    if reading.isForeign { return nil }
    let owners = names.flatMap { known.owners(of: $0.form, code: reading.code) }
    if let state = reading.state, known.hasKey(state) {
      // Names beside a known one are spellings of it; else they are places and peoples of the country.
      if owners.contains(where: { $0.key == state }) { return (state, "variant") }
      return isAlways ? (state, "region") : nil
    }
    guard isAlways else { return nil }
    return owners.first { !$0.isCountry && $0.sector == reading.sectors.first }.map { ($0.key, "variant") }
  }

  /// Whether an entry is somebody: it is of the elites at some time, or held an office for a time.
  ///
  /// Dictionaries do not say it, so a name of one word with a dated office is taken for a body.
  private static func isPerson(_ stretches: [DatedCode], _ entry: Entry)
    -> Bool
  {
    if entry.readings.values.contains(where: \.isPersonal) { return true }
    let isNamedInFull = entry.forms[0].phrase.split { $0 == "_" || $0 == " " }.count > 1
    return isNamedInFull
      && entry.codes.contains { $0.isDated && (entry.readings[$0.code]?.sectors.isEmpty == false) }
      && stretches.contains(where: \.isDated)
  }

  private struct Named: Hashable {
    var form: String
    var kind: String
  }

  /// The forms of an entry as names, each once; the first is the entity's own name.
  private mutating func named(_ entry: Entry, _ reading: CameoCodes.Reading, isPerson: Bool) -> [Named] {
    var names: [Named] = []
    var seen: Set<String> = []
    func add(_ form: String, _ kind: String) {
      if !form.isEmpty, seen.insert(form).inserted { names.append(Named(form: form, kind: kind)) }
    }
    for form in entry.forms {
      if !form.phrase.hasSuffix("_"), !form.isAbbreviation {
        report.note("names with an open end, read as whole words")
      }
      let words = casing.words(form.phrase)
      guard let word = words.first else { continue }
      let isSingle = words.count == 1
      if form.isAbbreviation || isSingle && casing.isAbbreviation(word) {
        add(word, "abbreviation")
        continue
      }
      add(casing.name(form.phrase), names.isEmpty ? "name" : "variant")
      // A short word of a body may be an abbreviation that can be said: it is written both ways.
      if isSingle, !isPerson, !reading.isBareCountry, (2...5).contains(word.count),
        word.allSatisfy(\.isUppercase)
      {
        add(word, "abbreviation")
      }
    }
    return names
  }

  /// A key that no entity has yet.
  private func key(_ words: [String], _ keys: inout Set<String>) -> String {
    let base = words.joined(separator: "_").uppercased()
    var key = base
    var number = 2
    while known.hasKey(key) || !keys.insert(key).inserted {
      key = "\(base)~\(number)"
      number += 1
    }
    return key
  }
}
