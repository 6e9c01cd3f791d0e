import DemarcheLedger
import DemarcheData
import DemarcheHTTP
import DemarcheJSON

/// The rows of an answer, which are read page by page where there are many.
struct APIRows: Sendable {
  typealias Page = (rows: [APIRow], next: String?)

  /// The columns of CSV.
  let columns: String
  /// What is told beside the rows, in JSON alone.
  let beside: [JSON.Member]
  /// How many there are in all; nil where nobody asked, or counting is dear.
  let total: Int?
  /// So many rows behind a place, and the place where they end; nil when there are no more.
  let page: @Sendable (_ after: String?, _ limit: Int, Desk) throws -> Page
  /// Whether `page` reads on; else it gives all.
  let isPaged: Bool

  /// Rows that are read from the ledger as they are sent.
  init(
    columns: String, beside: [JSON.Member] = [], total: Int? = nil,
    page: @escaping @Sendable (_ after: String?, _ limit: Int, Desk) throws -> Page
  ) {
    self.columns = columns
    self.beside = beside
    self.total = total
    self.page = page
    isPaged = true
  }

  /// Rows that are there already.
  init(columns: [String], _ rows: [APIRow], beside: [JSON.Member] = []) {
    self.columns = CSV.line(columns)
    self.beside = beside
    total = rows.count
    page = { _, limit, _ in (Array(rows.prefix(limit)), nil) }
    isPaged = false
  }

  /// The greatest number of rows of a page, and how many it has when nobody says.
  static let most = 1000
  static let usual = 100

  /// The rows as they are sent.
  ///
  /// JSON is a page; JSON lines and CSV are all rows, a page at a time, unless a number is asked for.
  func answer(_ question: APIQuestion, _ desk: Desk) throws -> Routes.Answer {
    let limit = question.number("limit")
    if question.format == .json { return try json(question, limit, desk) }
    if isPaged, limit == nil { return stream(question) }
    let page = try page(question["after"], limit ?? .max, desk)
    var bytes: [UInt8] = []
    write(page.rows, to: &bytes, question.format, isFirst: true)
    return linked(Routes.Answer.bytes(bytes, type: question.format.type), question, page.next)
  }

  private func json(_ question: APIQuestion, _ limit: Int?, _ desk: Desk) throws -> Routes.Answer {
    let page = try page(question["after"], limit ?? (isPaged ? APIRows.usual : .max), desk)
    var members: [JSON.Member] = [.init("run", JSON(try desk.counted().lastRun?.id.number))]
    members += beside
    members.append(.init("items", .array(page.rows.map { $0.json() })))
    members.append(.init("next", JSON(page.next.map(question.next))))
    if let total { members.append(.init("total", .int(total))) }
    return linked(.json(.object(members)), question, page.next)
  }

  private func linked(_ answer: Routes.Answer, _ question: APIQuestion, _ next: String?) -> Routes.Answer {
    guard let next else { return answer }
    return answer.setting("Link", "<\(question.next(next))>; rel=\"next\"")
  }

  /// How far a stream has come.
  private struct Progress {
    var after: String?
    var isFirst = true
    var isDone = false
  }

  private func stream(_ question: APIQuestion) -> Routes.Answer {
    let format = question.format
    return .stream(type: format.type, from: Progress(after: question["after"])) { progress, desk in
      if progress.isDone { return nil }
      let page = try page(progress.after, APIRows.most, desk)
      var bytes: [UInt8] = []
      write(page.rows, to: &bytes, format, isFirst: progress.isFirst)
      progress = Progress(after: page.next, isFirst: false, isDone: page.next == nil)
      return bytes
    }
  }

  private func write(_ rows: [APIRow], to bytes: inout [UInt8], _ format: APIFormat, isFirst: Bool) {
    if format == .csv, isFirst { bytes += Array((columns + "\n").utf8) }
    for row in rows {
      if format == .csv { bytes += Array(row.line().utf8) } else { row.json().write(to: &bytes) }
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}
