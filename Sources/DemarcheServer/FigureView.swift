import DemarchePlots

/// A figure on a page: the drawing, three plain buttons below it, and the table of its numbers.
struct FigureView {
  let figure: Figure
  /// Where the figure is as a file of SVG.
  let svg: Address
  /// Where its numbers are as CSV.
  let csv: Address
  /// What the file is called, without its ending.
  let fileName: String
  /// Whether its periods can be walked and brushed.
  var isTimed = true

  var html: HTML {
    let timed: HTML =
      isTimed ? " data-plot=\"time\" aria-label=\"\(figure.title); arrow keys walk its periods\"" : ""
    return """
      <figure class="plot-figure"\(timed)>
      \(HTML.sound(figure.svg(standalone: false)))
      </figure>
      <div class="tools"><a class="button" href="\(svg)" download="\(fileName).svg">SVG</a>\
      <button type="button" hidden data-png="\(svg)" data-name="\(fileName).png">PNG</button>\
      <a class="button" href="\(csv)" download="\(fileName).csv">data (CSV)</a></div>
      <details class="plot"><summary>The numbers as a table <kbd>t</kbd></summary>
      \(FigureView.table(figure.table, caption: figure.title))</details>
      """
  }

  /// The numbers of a figure.
  static func table(_ table: FigureTable, caption: String) -> HTML {
    """
    <div class="scroll" tabindex="0"><table><caption>\(caption)</caption><thead><tr>\(table.header.map { "<th scope=\"col\">\($0)</th>" })</tr></thead>
    <tbody>\(table.rows.map { row in
      let cells = row.enumerated().map { i, cell -> HTML in
        i == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td class=\"num\">\(cell)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    })</tbody></table></div>
    """
  }
}
