/// The keys of the site, the words it uses, and where the rest is told.
enum HelpPage {
  private static let keys: [(action: String, usual: String, meaning: String)] = [
    ("go", "g", "then a letter: go to a part of the site"), ("find", "/", "search"),
    ("help", "?", "this overlay"), ("next", "j", "next row"), ("previous", "k", "row before"),
    ("next-event", "n", "next event"), ("previous-event", "p", "event before"),
    ("table", "t", "show or hide the table behind a figure"),
  ]

  private static let places = [
    ("h", "start"), ("r", "reports"), ("d", "relation"), ("m", "who with whom"), ("s", "search"),
    ("n", "incidents"), ("o", "sources"), ("c", "correct"), ("i", "ingest"), ("e", "evaluation"),
    ("k", "codebook"),
  ]

  private static var table: HTML {
    """
    <dl class="pairs">\(keys.map { "<dt><kbd>\($0.usual)</kbd></dt><dd>\($0.meaning)</dd>" })\
    <dt><kbd>Enter</kbd></dt><dd>open the row</dd><dt><kbd>Esc</kbd></dt><dd>leave a field; go back</dd>\
    <dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>on a figure: walk its periods, <kbd>Enter</kbd> narrows to one; on a matrix: from cell to cell</dd></dl>
    <p class="small">\(places.map { "<kbd>g</kbd> <kbd>\($0.0)</kbd> \($0.1) " })</p>
    """
  }

  /// What `?` shows on any page.
  static var overlay: HTML {
    """
    <dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2>
    \(table)
    <p class="small">Keys of the page of corrections stand on its buttons. <a href="/help">Change keys or switch them off</a></p>
    <button type="button" data-close>Close</button></dialog>
    """
  }

  static func page(_ address: Address) -> Page {
    Page(
      title: "Help", section: .help, address: address,
      body: """
        <h2>Keys</h2>
        <p><label><input type="checkbox" id="keys-on" checked> single keys are on</label></p>
        <div class="fields">\(keys.map { key in
          "<label>\(key.meaning)<input data-action=\"\(key.action)\" data-usual=\"\(key.usual)\" value=\"\(key.usual)\" size=\"2\" maxlength=\"1\"></label>"
        })</div>
        \(table)
        <h2>Words</h2>
        <dl class="pairs">
        <dt>report</dt><dd>one text as it came in</dd>
        <dt>text</dt><dd>reports that are near copies of one another count as one text</dd>
        <dt>event</dt><dd>a line of evidence: a sentence that states an act</dd>
        <dt>incident</dt><dd>one act, by all the reports that are held to tell it; counts of acts are counts of incidents</dd>
        <dt>actor, recipient</dt><dd>who acts, and toward whom</dd>
        <dt>quad</dt><dd><span class="quad quad-1"></span>cooperation in words, <span class="quad quad-2"></span>in deeds, \
        <span class="quad quad-3"></span>conflict in words, <span class="quad quad-4"></span>in deeds; hatched is words, solid is deeds</dd>
        <dt>coverage</dt><dd>how much was read in a period; a count without it says little</dd>
        </dl>
        <h2 id="disputed">Disputed states</h2>
        <p>Codes follow ISO 3166; Kosovo is KOS, as PLOVER has it. A polity that few recognise takes the code of the state that claims it, with the sector PRE. \
        Events are assigned by who is named as acting and not by who holds a piece of land, so no map of this site needs to draw a border. \
        The whole policy stands in <code>docs/disputed.md</code> of the project.</p>
        <h2>More</h2>
        <p><a href="/codebook">The codebook</a>, <a href="/rules">the rules</a>, <a href="/evaluation">how well it works</a>, \
        <a href="/openapi.json">the HTTP API</a>. Every page of tables has its rows under the same address with <code>.json</code>, \
        <code>.jsonl</code> or <code>.csv</code> in the API.</p>
        """)
  }
}
