/// The heads of a table whose rows can be ordered by each column, by links.
struct SortHead {
  let address: Address
  /// The column the rows stand in the order of.
  let current: String
  let isReversed: Bool

  static let column = "sort"
  static let reversed = "reversed"

  /// One head: a link that orders by its column, or turns the order round where it holds already.
  func html(_ column: String, _ label: HTML, isNumber: Bool, span: Int = 1) -> HTML {
    let isCurrent = column == current
    let turned = isCurrent && !isReversed
    let to = address.without("page").with(SortHead.column, column).with(
      SortHead.reversed, turned ? "yes" : nil)
    // Numbers come with the largest first, words from the first letter on.
    let isAscending = isNumber == isReversed
    let sort: HTML =
      isCurrent ? (isAscending ? " aria-sort=\"ascending\"" : " aria-sort=\"descending\"") : ""
    let arrow: HTML =
      isCurrent ? " <span aria-hidden=\"true\">\(isAscending ? "↑" : "↓")</span>" : ""
    let kind: HTML = isNumber ? " class=\"num\"" : ""
    return "<th scope=\"col\"\(kind)\(sort)><a href=\"\(to)\">\(label)\(arrow)</a></th>"
  }
}
