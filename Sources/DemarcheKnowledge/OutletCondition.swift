/// Which sources are meant: conditions on an outlet that all must hold, or a list of names of which one must.
public struct OutletCondition: Hashable, Sendable, CustomStringConvertible {
  /// What an outlet can be asked for.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case ownership, country, kind
    /// The dataset that its reports are taken from; `none` for what the program read itself.
    case dataset
  }

  /// What is asked for where no dataset is meant.
  public static let noDataset = "none"

  private enum Form: Hashable {
    case fields([Field: [String]])
    case names([String])
  }

  /// As it was written.
  public let description: String
  private let form: Form

  /// Reads `ownership=state,country=AZE|TUR`, `dataset=none`, or names with commas between them.
  ///
  /// Nil when a part is empty, asks for what no outlet has, or mixes the two.
  public init?(_ text: String) {
    description = text
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    guard parts.contains(where: { $0.contains("=") }) else {
      form = .names(parts)
      return
    }
    var fields: [Field: [String]] = [:]
    for part in parts {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[1].isEmpty, let field = Field(rawValue: sides[0]) else { return nil }
      fields[field, default: []] += sides[1].split(separator: "|").map(String.init)
    }
    form = .fields(fields)
  }

  /// The sources of an ownership, such as state or private.
  public init(ownership: String) {
    description = "ownership=\(ownership)"
    form = .fields([.ownership: ownership.split(separator: "|").map(String.init)])
  }

  /// Whether a source is meant; one that no table knows is meant by its name alone.
  public func holds(of source: String, in table: OutletTable) -> Bool {
    let outlet = table.outlet(of: source)
    switch form {
    case .names(let names):
      return names.contains { name in
        if name == source { return true }
        guard let outlet else { return false }
        return name == outlet.key || table.outlet(of: name)?.key == outlet.key
      }
    case .fields(let fields):
      return fields.allSatisfy { field, values in
        switch field {
        case .ownership: outlet.map { values.contains($0.ownership) } ?? false
        case .country: outlet.map { values.contains($0.country) } ?? false
        case .kind: outlet.map { values.contains($0.kind) } ?? false
        case .dataset:
          table.dataset(of: source).map { dataset in
            values.contains { $0 == dataset.key || $0.lowercased() == dataset.name.lowercased() }
          } ?? values.contains(OutletCondition.noDataset)
        }
      }
    }
  }

  /// Whether reports are meant that name no source: they are of no dataset, and nothing else is known of them.
  public var holdsOfUnnamed: Bool {
    switch form {
    case .names: false
    case .fields(let fields):
      fields.allSatisfy { $0 == .dataset && $1.contains(OutletCondition.noDataset) }
    }
  }

  /// Whether datasets alone are asked for.
  public var isOfDatasets: Bool {
    switch form {
    case .names: false
    case .fields(let fields): fields.keys.allSatisfy { $0 == .dataset }
    }
  }
}
