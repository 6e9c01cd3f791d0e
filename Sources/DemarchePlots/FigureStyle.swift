/// The colours and strokes of all figures: the classes of their elements, and what a sheet says of each.
///
/// Blue is cooperation and orange conflict, which those who do not tell red from green tell too; both stand out from
/// the paper by 4.5 : 1 and more in either scheme. No meaning hangs on colour alone: cooperation stands above, conflict
/// below, words are hatched, deeds solid.
public enum FigureStyle {
  /// The colours by name, and what each is on light paper and on dark.
  public static let colours: [(name: String, light: String, dark: String)] = [
    ("paper", "#ffffff", "#14171a"), ("ink", "#1b1f24", "#e6e9ec"), ("muted", "#59616a", "#a3acb5"),
    ("grid", "#dde1e5", "#30363c"), ("coop", "#1b6ca8", "#6db3ec"), ("conf", "#b54f00", "#f2994f"),
  ]

  /// The sheet of a figure that stands alone: on light paper, with plain colours that every viewer knows.
  public static let standalone = rules { name in colours.first { $0.name == name }?.light ?? "#000000" }

  /// The sheet of figures within a page, which gives the colours as `--ink`, `--coop` and so on.
  public static let inline = rules { "var(--\($0))" }

  private static func rules(_ colour: (String) -> String) -> String {
    var text = """
      svg.plot{font:12px system-ui,sans-serif}
      svg.plot text{fill:\(colour("ink"))}
      svg.plot .title{font-size:15px;font-weight:600}
      svg.plot .small{font-size:11px}
      svg.plot .tiny{font-size:10px}
      svg.plot .strong{font-weight:600}
      svg.plot text.muted{fill:\(colour("muted"))}
      svg.plot text.paper{fill:\(colour("paper"))}
      svg.plot text.halo{paint-order:stroke;stroke:\(colour("paper"));stroke-width:3px;stroke-linejoin:round}
      svg.plot .line{fill:none;stroke:\(colour("ink"));stroke-linejoin:round}
      svg.plot .grid{fill:none;stroke:\(colour("grid"))}
      svg.plot .edge{fill:none;stroke:\(colour("muted"))}
      svg.plot .hit{fill:none;pointer-events:all}
      svg.plot a:hover .hit,svg.plot a:focus .hit{fill:\(colour("ink"));fill-opacity:.08}
      svg.plot a text{text-decoration:none}

      """
    for (name, _, _) in colours where name != "grid" {
      text += "svg.plot .\(name){fill:\(colour(name))}\n"
    }
    for name in ["coop", "conf", "muted"] {
      text += "svg.plot .\(name)-line{fill:none;stroke:\(colour(name))}\n"
    }
    return text
  }
}
