import DemarcheLedger
import DemarcheRelations

/// The frame of all pages: head with the parts of the site, what the ledger holds, filters, foot.
struct Shell {
  let options: Site.Options
  let counts: LedgerCounts
  let lastRun: Run?

  private func assets(_ name: String) -> String { Asset.all[name].hashedName }

  func html(_ page: Page) -> HTML {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="demarche-token" content="\(options.isReadOnly ? "" : options.token)">
    <title>\(page.title) · \(options.name)</title>
    <link rel="icon" href="/assets/\(assets("icon.svg"))" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/\(assets("style.css"))">
    \((["app.js"] + page.scripts).map { "<script defer src=\"/assets/\(assets($0))\"></script>\n" })
    </head>
    <body>
    <a class="skip" href="#main">Skip to the page</a>
    <header class="head"><div>
    <a class="brand" href="/">Demarche</a>
    <nav aria-label="Parts of the site"><ul>
    \(Page.Section.inHead.map { link($0, page.section) })
    </ul></nav>
    <form class="find" role="search" action="/search" method="get"><label class="visually-hidden" for="find">Search</label>\
    <input id="find" name="text" type="search" placeholder="words, actor:EGY, event:ASSAULT" size="22"><button>Search</button></form>
    </div></header>
    <div class="context">\(context(page))</div>
    <main id="main" tabindex="-1">
    <h1>\(page.title)</h1>
    \(Shell.chips(page.address, page.filters))
    \(page.body)
    </main>
    <footer class="foot"><div>
    <a href="/codebook">Codebook</a><a href="/rules">Rules</a><a href="/reports">Reports</a><a href="/openapi.json">API</a>\
    <a href="/help">Help and keys <kbd>?</kbd></a><span>\(footing)</span>
    </div></footer>
    \(HelpPage.overlay)
    </body>
    </html>

    """
  }

  private func link(_ section: Page.Section, _ current: Page.Section) -> HTML {
    let mark: HTML = section == current ? " aria-current=\"page\"" : ""
    return "<li><a href=\"\(section.address)\"\(mark)>\(section.name)</a></li>\n"
  }

  private func context(_ page: Page) -> HTML {
    let run: HTML =
      lastRun.map { run in
        let state: HTML =
          run.finished.map { "ended <time datetime=\"\($0)\">\(Shell.moment($0))</time>" }
          ?? "has not ended"
        return
          "<span>run <a href=\"\(Address("runs", "\(run.id.number)"))\">\(run.id.number)</a> \(state)</span>"
      } ?? "<span>nothing was ever put in</span>"
    let counted: HTML = """
      <span><b>\(options.name)</b></span><span>\(Shell.number(counts.reports)) reports → \
      \(Shell.number(counts.texts)) texts → \(Shell.number(counts.incidents)) incidents, \
      \(Shell.number(counts.sources)) sources</span>\(run)
      """
    return page.counts ? counted + Shell.counting(page.address) : counted
  }

  private var footing: HTML {
    lastRun.map {
      "version \($0.version), codebook \($0.codebook), data <code>\(String($0.data.prefix(19)))</code>"
    }
      ?? "no run yet"
  }

  /// The switch between acts and reports of them.
  static func counting(_ address: Address) -> HTML {
    let current = Counting(address)
    let choices = Counting.allCases.map { counting -> HTML in
      let to = address.with(Counting.parameter, counting == .incidents ? nil : counting.rawValue)
      let mark: HTML = counting == current ? " aria-current=\"true\"" : ""
      return "<a href=\"\(to)\"\(mark)>\(counting.rawValue)</a>"
    }
    return "<span class=\"switch\" role=\"group\" aria-label=\"What is counted\">\(choices)</span>"
  }

  /// What narrows a page, each with a link that takes it out.
  static func chips(_ address: Address, _ names: [String]) -> HTML {
    let set = address.query.filter { names.contains($0.name) && !$0.value.isEmpty }
    if set.isEmpty { return .empty }
    let chips = set.map { pair -> HTML in
      let without = address.with(pair.name, nil).without("after")
      return """
        <li><span class="muted">\(pair.name)</span> \(pair.value)\
        <a href="\(without)" aria-label="without \(pair.name) \(pair.value)">×</a></li>
        """
    }
    return "<ul class=\"chips\" aria-label=\"Filters\">\(chips)</ul>"
  }

  /// A whole number with its thousands parted by a thin space.
  static func number(_ n: Int) -> String { grouped(n, by: "\u{202F}", minus: "−") }

  /// A moment of ISO 8601 as it is read: "2026-02-06 14:05".
  static func moment(_ iso: String) -> String {
    String(iso.prefix(16).map { $0 == "T" ? " " : $0 })
  }
}
