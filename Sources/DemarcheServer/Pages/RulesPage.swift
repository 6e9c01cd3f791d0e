import DemarcheCoding

/// The rules as they are written, by file; with the words each is triggered by, and its own examples.
struct RulesPage {
  private let files: [RuleFile]
  private let rules: [RuleText]

  init(_ site: Site) {
    files = site.ruleFiles
    rules = files.flatMap(\.rules)
  }

  func page(_ address: Address) throws -> Page {
    if let id = address["id"] { return try one(id, address) }
    let shown = rules.filter { rule in
      (address["type"].map { $0 == rule.type } ?? true) && (address["word"].map { holds(rule, $0) } ?? true)
    }
    let types = Set(rules.map(\.type)).subtracting([""]).sorted()
    return Page(
      title: "Rules", section: .codebook, address: address,
      body: """
        <p class="lead">\(rules.count) rules in \(files.count) files say which words tell which act, and who its parties are. \
        Each carries examples of what it holds for and what it does not, and these are run as tests.</p>
        <form class="fields" method="get" action="/rules" data-auto><label>type<select name="type"><option value="">all</option>\
        \(types.map { "<option\(address["type"] == $0 ? " selected" as HTML : "")>\($0)</option>" })</select></label>\
        <label>with the word<input name="word" value="\(address["word"])"></label><button>Show</button></form>
        \(shown.isEmpty ? "<div class=\"empty\"><p><b>No rule is so.</b> <a href=\"/rules\">All rules</a></p></div>" as HTML : table(shown))
        """, filters: ["type", "word"])
  }

  private func table(_ rules: [RuleText]) -> HTML {
    """
    <p class="muted">\(rules.count) of \(self.rules.count) rules</p>
    <div class="scroll"><table data-list><thead><tr><th scope="col">Rule</th><th scope="col">Type</th><th scope="col">Words</th>\
    <th scope="col">File</th></tr></thead><tbody>\(rules.map { rule in
      """
      <tr data-row><td><a href="\(Address("rules", query: [.init("id", rule.id)]))">\(rule.id)</a></td><td>\(rule.type)</td>\
      <td>\(String(words(rule).prefix(120)))</td><td class="nowrap"><code>\(rule.file):\(rule.line)</code></td></tr>

      """
    })</tbody></table></div>
    """
  }

  private func one(_ id: String, _ address: Address) throws -> Page {
    guard let file = files.first(where: { $0.rules.contains { $0.id == id } }),
      let rule = file.rules.first(where: { $0.id == id })
    else {
      throw Missing(
        what: "No rule is called “\(id)”.", help: "The list of rules has them all.", way: Address("rules"))
    }
    let yes = rule.values("yes"), no = rule.values("no")
    return Page(
      title: "Rule \(id)", section: .codebook, address: address,
      body: """
        <p><code>\(rule.file):\(rule.line)</code> · type <a href="/codebook#\(rule.type)">\(rule.type)</a> · \
        <a href="\(Address("search", query: [.init("rule", id)]))">events coded by it</a></p>
        <pre tabindex="0">\(file.written(rule))</pre>
        \(yes.isEmpty ? "" : "<h2>It holds for</h2><ul>\(yes.map { "<li>\($0)</li>" })</ul>" as HTML)
        \(no.isEmpty ? "" : "<h2>It does not hold for</h2><ul>\(no.map { "<li>\($0)</li>" })</ul>" as HTML)
        <p><a href="/rules">All rules</a></p>
        """)
  }

  private func words(_ rule: RuleText) -> String {
    ["verb", "noun", "adjective"].flatMap { rule.values($0) }.joined(separator: "; ")
  }

  private func holds(_ rule: RuleText, _ word: String) -> Bool {
    rule.lines.contains { $0.value.split { " ,;|()".contains($0) }.contains { $0 == word } }
  }
}
