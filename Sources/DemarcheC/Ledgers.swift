// The names are those of demarche.h, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase
public import CDemarche
public import CArrow
import Demarche
import DemarcheAnswers
import DemarcheDrawings
import DemarcheJSON
import DemarcheLedger
import DemarchePlots
import DemarcheTables

@c @implementation public func demarche_open_ledger(
  _ coder: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ ledger: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let coder = try Handle.object(coder, OpenCoder.self, "coder")
    let opened = try OpenLedger(
      path: required(path, "the path of the ledger"), coder: coder, making: Options(options).has("make"))
    ledger?.pointee = Handle.make(opened)
    return done
  }
}

@c @implementation public func demarche_close_ledger(_ ledger: OpaquePointer?) {
  Handle.close(ledger, OpenLedger.self)
}

@c @implementation public func demarche_ask(
  _ ledger: OpaquePointer?, _ question: UnsafePointer<CChar>?, _ parameters: UnsafePointer<CChar>?,
  _ answer: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let ledger = try Handle.object(ledger, OpenLedger.self, "ledger")
    let name = try required(question, "the question")
    guard let question = LedgerQuestion(rawValue: name) else {
      let known = LedgerQuestion.allCases.map(\.rawValue).joined(separator: ", ")
      throw CallError(message: "no question \"\(name)\"", help: "the questions are \(known)")
    }
    answer?.pointee = Handle.make(try OpenAnswer(question, Options(parameters).parameters, ledger))
    return done
  }
}

@c @implementation public func demarche_columns(
  _ answer: OpaquePointer?, _ columns: UnsafeMutablePointer<demarche_bytes>?
) {
  _ = outcome(nil) {
    let answer = try Handle.object(answer, OpenAnswer.self, "answer")
    let json = JSON.array(
      answer.rows.definitions.map { column in
        [
          "name": .string(column.name), "kind": .string(column.kind.rawValue),
          "meaning": .string(column.meaning),
        ]
      })
    columns?.pointee = handedOut(json.line.utf8)
    return done
  }
}

@c @implementation public func demarche_summary(
  _ answer: OpaquePointer?, _ summary: UnsafeMutablePointer<demarche_bytes>?
) {
  _ = outcome(nil) {
    let answer = try Handle.object(answer, OpenAnswer.self, "answer")
    summary?.pointee = handedOut((answer.rows.summary ?? "").utf8)
    return done
  }
}

@c @implementation public func demarche_next(
  _ answer: OpaquePointer?, _ lines: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let answer = try Handle.object(answer, OpenAnswer.self, "answer")
    var bytes: [UInt8] = []
    // No bytes mean the end, so that a batch without rows is passed over.
    while bytes.isEmpty, let batch = try answer.rows.next() {
      for row in batch { append(row.json(), to: &bytes) }
    }
    lines?.pointee = handedOut(bytes)
    return done
  }
}

/// So many rows make a table of a stream, unless the answer has fewer.
private let tableLength = 4096

@c @implementation public func demarche_arrow(
  _ answer: OpaquePointer?, _ stream: UnsafeMutablePointer<ArrowArrayStream>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let answer = try Handle.object(answer, OpenAnswer.self, "answer")
    guard let stream else { throw CallError(message: "the stream is NULL") }
    let definitions = answer.rows.definitions
    // The stream keeps the answer, and with it the connection.
    ArrowExport.stream(definitions, into: stream) {
      var table = TypedTable(definitions)
      while table.rowCount < tableLength, let batch = try answer.rows.next() {
        for row in batch { table.append(row.cells()) }
      }
      return table.rowCount == 0 ? nil : table
    }
    return done
  }
}

@c @implementation public func demarche_close_answer(_ answer: OpaquePointer?) {
  Handle.close(answer, OpenAnswer.self)
}

@c @implementation public func demarche_draw(
  _ ledger: OpaquePointer?, _ figure: UnsafePointer<CChar>?, _ parameters: UnsafePointer<CChar>?,
  _ svg: UnsafeMutablePointer<demarche_bytes>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let ledger = try Handle.object(ledger, OpenLedger.self, "ledger")
    let name = try required(figure, "the figure")
    guard name == LedgerQuestion.relation.rawValue else {
      throw CallError(message: "no figure \"\(name)\"", help: "the figure is relation")
    }
    let parameters = try Options(parameters).parameters
    let scales = PlotScale.allCases.map(\.rawValue)
    let scale = try parameters.choice("scale", scales).flatMap { PlotScale(rawValue: $0) } ?? .rate
    let text = try ledger.reading { connection in
      let sources = try SourceChoice(of: connection, ledger.setting)
      let answer = try LedgerQuestion.relation(parameters, connection, ledger.setting, sources)
      let file = ledger.path.split(separator: "/").last.map(String.init) ?? ""
      let drawings = Drawings(
        ledger.setting, ledger: file, run: try connection.runs(limit: 1).first, parameters)
      return drawings.relation(answer, scale: scale).svg(standalone: true)
    }
    svg?.pointee = handedOut(text.utf8)
    return done
  }
}
