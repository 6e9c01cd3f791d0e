import DemarcheRelations

extension Shell {
  /// A share of one as a percentage: "12 %"; a dash where there is none.
  static func percent(_ share: Double?) -> String {
    share.map { "\(DemarcheRelations.decimal($0 * 100, digits: 0)) %" } ?? "–"
  }

  /// A number with so many digits behind its point; a dash where there is none.
  static func decimal(_ number: Double?, digits: Int) -> String {
    number.map { DemarcheRelations.decimal($0, digits: digits) } ?? "–"
  }

  /// "1 report", "2 reports".
  static func counted(_ n: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(n)) \(n == 1 ? one : many ?? "\(one)s")"
  }
}
