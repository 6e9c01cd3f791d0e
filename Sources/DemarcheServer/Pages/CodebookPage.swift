import DemarcheLedger
import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheEvents

/// The codebook as a page: each type with its modes, scores, codes, and how well it is coded.
enum CodebookPage {
  static func page(_ address: Address, _ desk: Desk) throws -> Page {
    let setting = desk.setting
    let codebook = setting.release.knowledge.codebook
    let counts = try desk.counted().counts.byType
    let found = Dictionary(counts.map { ($0.event, $0.count) }, uniquingKeysWith: +)
    return Page(
      title: "Codebook", section: .codebook, address: address,
      body: """
        <p class="lead">Version \(codebook.version): \(codebook.types.count) types, \(codebook.modes.count) modes and \
        \(codebook.contexts.count) contexts of PLOVER, each with its CAMEO code.</p>
        <p>A code without the version of its codebook is not a code; each record names it. SANCTION lies in the quad of \
        conflict in deeds. <a href="/rules">The rules</a> tell which words are coded as what.</p>
        \(codebook.quads.keys.sorted().map { quad in
          section(quad, codebook, setting.figures, found)
        })
        <h2>Contexts</h2><p>\(codebook.contexts.joined(separator: ", "))</p>
        <h2>Sectors</h2><dl class="pairs">\(codebook.sectors.keys.sorted().map { sector in
          "<dt><b>\(sector)</b></dt><dd>\(codebook.sectors[sector])</dd>"
        })</dl>
        """)
  }

  private static func section(
    _ quad: Int, _ codebook: Codebook, _ figures: PrecisionTable, _ found: [String: Int]
  ) -> HTML {
    let types = codebook.types.filter { $0.quad == quad }
    return """
      <h2><span class="quad quad-\(quad)" aria-hidden="true"></span>Quad \(quad): \(codebook.quads[quad])</h2>
      <div class="scroll"><table><thead><tr><th scope="col">Type</th><th scope="col">Meaning</th><th scope="col" class="num">Score</th>\
      <th scope="col">CAMEO</th><th scope="col">Modes</th><th scope="col" class="num">Precision</th><th scope="col" class="num">Recall</th>\
      <th scope="col" class="num">In this ledger</th></tr></thead>
      <tbody>\(types.map { type in
        let figure = figures[type.name]
        let modes = codebook.modes.filter { $0.type == type.name }
        return """
          <tr id="\(type.name)"><th scope="row">\(type.name)</th><td>\(type.meaning)</td><td class="num">\(String(type.score))</td>\
          <td><code>\(type.cameo)</code></td><td>\(modes.map { "\($0.name) <span class=\"muted\">\(String($0.score)), \($0.cameo)</span>" as HTML }.joined("; "))</td>\
          <td class="num">\(figure.map { "\($0.precision) %" } ?? "–")</td><td class="num">\(figure.map { "\($0.recall) %" } ?? "–")</td>\
          <td class="num"><a href="\(Address("search", query: [.init("event", type.name)]))">\(Shell.number(found[type.name] ?? 0))</a></td></tr>

          """
      })</tbody></table></div>
      """
  }
}
