import DemarcheCorrections
import DemarcheEvents
import DemarcheHTTP
import DemarcheJSON

/// What a card sends back, read into a decision.
struct CorrectForm {
  private let form: Query
  /// The text of the field the sentence stands in, in code points; nil where the ledger does not have it.
  private let text: (CorrectionTarget) throws -> [Unicode.Scalar]?

  init(_ form: Query, text: @escaping (CorrectionTarget) throws -> [Unicode.Scalar]?) {
    self.form = form
    self.text = text
  }

  /// The decision.
  ///
  /// - Throws: a ``Problem`` that says what is wrong with the form.
  func correction() throws -> Correction {
    guard let item = form["item"] else {
      throw Problem(400, "the form lacks its item", hint: "load the page again")
    }
    var correction: Correction
    do {
      correction = try Correction(json: try JSON.read(Array(item.utf8)))
    } catch {
      throw Problem(400, "the item of the form is no decision: \(error)", hint: "load the page again")
    }
    guard let decision = form["decision"].flatMap({ Correction.Decision(rawValue: $0) }) else {
      let known = Correction.Decision.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(400, "decision is one of \(known)", hint: "press one of the buttons")
    }
    correction.decision = decision
    if let id = form["id"], !id.isEmpty { correction.id = id }
    if let coder = form["coder"], !coder.isEmpty { correction.coder = coder }
    correction.made = Clock.now()
    correction.undoes = form["undoes"]
    correction.comment = form["comment"].flatMap { $0.isEmpty ? nil : $0 }
    correction.seconds = form["seconds"].flatMap { Double($0) }
    if decision == .edit || decision == .mark { correction.after = try events(correction.target) }
    // Fields that were looked at and left as they are say that the machine is right.
    if decision == .edit, let before = correction.before, correction.after == [MarkedEvent(before)] {
      correction.decision = .accept
      correction.after = []
    }
    if decision == .mark, form["nothing"] != nil { correction.after = [] }
    if let fault = correction.fault { throw Problem(400, "the decision cannot be kept: \(fault)") }
    return correction
  }

  private func events(_ target: CorrectionTarget) throws -> [MarkedEvent] {
    let text = try text(target)
    return try (0..<CorrectCard.rows).compactMap { row in
      guard let type = form["event.\(row)"], !type.isEmpty else { return nil }
      return MarkedEvent(
        event: type, mode: list(form["mode.\(row)"], ","),
        aux: Auxiliary.allCases.filter { form["\($0.rawValue).\(row)"] != nil },
        date: form["date.\(row)"].flatMap { $0.isEmpty ? nil : $0 },
        actor: try parties("actor", row, target, text),
        recipient: try parties("recipient", row, target, text),
        trigger: try words("trigger", row, target, text).first ?? nil)
    }
  }

  private func list(_ text: String?, _ separator: Character) -> [String] {
    (text ?? "").split(separator: separator, omittingEmptySubsequences: true).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  /// The parties of one side: words and codes side by side, parted by "|"; a code may be followed by its sectors.
  private func parties(
    _ name: String, _ row: Int, _ target: CorrectionTarget, _ text: [Unicode.Scalar]?
  ) throws -> [MarkedEvent.Party] {
    let words = try words(name, row, target, text)
    let codes = list(form["\(name)_code.\(row)"], "|").map { list($0, " ") }
    return (0..<max(words.count, codes.count)).map { i in
      let code = i < codes.count ? codes[i] : []
      return MarkedEvent.Party(
        words: i < words.count ? words[i] : nil, code: code.first, sectors: Array(code.dropFirst()))
    }
  }

  /// The words of a field, where the script says they stand or else where the sentence has them first.
  private func words(
    _ name: String, _ row: Int, _ target: CorrectionTarget, _ text: [Unicode.Scalar]?
  ) throws -> [MarkedWords?] {
    let words = list(form["\(name).\(row)"], "|")
    let spans = (form["\(name)_span.\(row)"] ?? "").split(separator: "|", omittingEmptySubsequences: false)
    return try words.enumerated().map { i, word in
      let scalars = Array(word.unicodeScalars)
      let ends = i < spans.count ? spans[i].split(separator: "-").compactMap { Int($0) } : []
      if ends.count == 2, let text, ends[0] < ends[1], ends[1] <= text.count,
        Array(text[ends[0]..<ends[1]]) == scalars
      {
        return MarkedWords(text: word, ends[0], ends[1])
      }
      guard let text else { return nil }
      guard let start = CorrectForm.find(scalars, in: text, from: target.span) else {
        throw Problem(
          400, "the sentence does not hold “\(word)”",
          hint: "words stand as in the sentence; several are parted by |")
      }
      return MarkedWords(text: word, start, start + scalars.count)
    }
  }

  /// Where words stand first in a stretch of a text; small and capital letters are told apart.
  static func find(_ words: [Unicode.Scalar], in text: [Unicode.Scalar], from span: Stretch) -> Int? {
    guard !words.isEmpty, span.end <= text.count, span.start + words.count <= span.end else { return nil }
    return (span.start...(span.end - words.count)).first { start in
      text[start..<(start + words.count)].elementsEqual(words)
    }
  }
}
