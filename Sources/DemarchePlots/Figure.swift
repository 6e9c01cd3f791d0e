/// A drawing with all that belongs to it: what it is called, what it shows in words, its numbers, and where they are from.
public struct Figure: Hashable, Sendable {
  /// What its ids begin with: no two figures of a page may have the same.
  public let id: String
  public let title: String
  /// What is to be seen, in a sentence or two.
  public let description: String
  /// What is to be known of the numbers - filters, run, how to cite; stands below the drawing, so that a copy has it too.
  public let caption: [String]
  /// The same numbers.
  public let table: FigureTable
  /// In pixels, with title and caption.
  public let width: Double
  public let height: Double

  private let drawing: SVG
  private let titleLines: [String]
  private let captionLines: [String]
  private let drawnHeight: Double

  static let captionLine = 15.0
  static let titleLine = 20.0
  static let edge = 12.0

  /// Frames a drawing.
  ///
  /// - Parameters:
  ///   - size: of the drawing alone; its origin is its upper left corner.
  init(
    id: String, title: String, description: String, caption: [String], table: FigureTable,
    size: (width: Double, height: Double), _ drawing: SVG
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.caption = caption
    self.table = table
    self.drawing = drawing
    width = size.width
    drawnHeight = size.height
    let room = size.width - 2 * Figure.edge
    titleLines = TextWidth.lines(title, size: 16.5, width: room)
    captionLines = caption.flatMap { TextWidth.lines($0, size: 11, width: room) }
    height =
      Figure.edge + Double(titleLines.count) * Figure.titleLine + size.height
      + Double(captionLines.count) * Figure.captionLine + Figure.edge
  }

  /// The figure as SVG.
  ///
  /// - Parameter standalone: a file of its own brings its style with it and is on white paper. Within a page the sheet
  ///   of the page gives the colours (``FigureStyle/inline``); there is no style in it, inline or other.
  public func svg(standalone: Bool) -> String {
    var svg = SVG()
    svg.add(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "plot", "id": id,
        "viewBox": "0 0 \(width.svg) \(height.svg)", "width": width, "height": height, "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ]
    ) { svg in
      svg.add("title", ["id": "\(id)-title"], words: title)
      svg.add("desc", ["id": "\(id)-desc"], words: description)
      if standalone {
        svg.add("style", words: FigureStyle.standalone)
        svg.add("rect", ["class": "paper", "width": width, "height": height])
      }
      var y = Figure.edge
      for line in titleLines {
        svg.add("text", ["class": "title", "x": Figure.edge, "y": y + 13], words: line)
        y += Figure.titleLine
      }
      svg.add("g", ["transform": "translate(0 \(y.svg))"]) { $0.append(drawing) }
      y += drawnHeight
      for line in captionLines {
        svg.add("text", ["class": "muted small", "x": Figure.edge, "y": y + 11], words: line)
        y += Figure.captionLine
      }
    }
    return svg.text
  }
}
