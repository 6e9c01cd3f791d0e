/// Where a click on a value of a facet leads: the same search with the value, or without what has it.
struct FacetLink {
  let address: Address
  let field: SearchField
  let value: String

  /// Whether the search asks for the value already.
  var isChosen: Bool { values(field.parameter).contains(value) }

  /// The search that asks for the value too; without it where it does so already.
  var adding: Address {
    let own = values(field.parameter)
    let others = isChosen ? own.filter { $0 != value } : (field.isList ? own : []) + [value]
    var next = address.with(field.parameter, others.joined(separator: ","))
    if let name = field.exclusion {
      next = next.with(name, values(name).filter { $0 != value }.joined(separator: ","))
    }
    return next.without("after")
  }

  /// The search that leaves out what has the value; nil where nothing can be left out.
  var excluding: Address? {
    guard let name = field.exclusion else { return nil }
    let others = values(field.parameter).filter { $0 != value }
    return address.with(field.parameter, others.joined(separator: ","))
      .with(name, (values(name).filter { $0 != value } + [value]).joined(separator: ",")).without("after")
  }

  private func values(_ name: String) -> [String] {
    (address[name] ?? "").split(separator: ",").map { String($0) }
  }
}
