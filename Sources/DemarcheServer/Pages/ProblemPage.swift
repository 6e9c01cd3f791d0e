import DemarcheHTTP

/// What went wrong and the way out, in the frame of the site.
enum ProblemPage {
  static func answer(_ problem: Problem, _ request: Request, _ desk: Desk) throws -> Routes.Answer {
    let page = Page(
      title: problem.status == 404 ? "Not here" : problem.title, section: .help, address: Address(request),
      body: """
        <div class="empty"><p><b>\(problem.detail ?? problem.title)</b></p>\
        \(problem.hint.map { "<p>\($0)</p>" as HTML } ?? "")\
        <p class="small muted">\(problem.status) \(problem.title) at <code>\(request.path)</code></p>\
        <p><a href="/">Start</a> · <a href="/search">Search</a> · <a href="/help">Help</a></p></div>
        """)
    var answer = try desk.answer(page, status: problem.status)
    for field in problem.headers.fields { answer.headers.add(field.name, field.value) }
    return answer
  }
}
