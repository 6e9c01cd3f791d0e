/// What is read from an address of the web: its host, its path, the day in it, and what it makes of relative ones.
enum WebAddress {
  /// The host without "www."; nil where there is none.
  static func host(_ address: String) -> String? {
    guard let start = afterScheme(address) else { return nil }
    let rest = address.utf8[start...]
    let host = rest.prefix { !"/?#".utf8.contains($0) }
    let name = (String(host) ?? "").lowercased()
    if name.isEmpty { return nil }
    return name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
  }

  /// The path without query and fragment: "/a/b".
  static func path(_ address: String) -> String {
    let start = afterScheme(address) ?? address.startIndex
    let rest = address.utf8[start...].drop { !"/?#".utf8.contains($0) }
    return String(rest.prefix { !"?#".utf8.contains($0) }) ?? ""
  }

  /// An address as it is meant on a page: relative ones become whole (RFC 3986, without dot segments).
  static func resolved(_ reference: String, against base: String?) -> String {
    let reference = reference.spaced
    guard let base, let start = afterScheme(base), !hasScheme(reference), !reference.isEmpty else {
      return reference
    }
    let authority = base.utf8[start...].prefix { !"/?#".utf8.contains($0) }
    let origin = String(base[..<authority.endIndex])
    if reference.hasPrefix("//") { return String(base[..<start].dropLast(2)) + reference }
    if reference.hasPrefix("/") { return origin + reference }
    let path = path(base)
    if reference.hasPrefix("?") || reference.hasPrefix("#") { return origin + path + reference }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    return origin + folder + (reference.hasPrefix("./") ? String(reference.dropFirst(2)) : reference)
  }

  /// The day that a path names: /2015/07/14/, /2015-07-14, /20150714; nil where it names none.
  static func day(_ address: String) -> String? {
    let path = Array(path(address).utf8)
    let runs = path.indices.split { !(0x30...0x39).contains(path[$0]) }
    func number(_ run: ArraySlice<Int>) -> Int { run.reduce(0) { $0 &* 10 &+ Int(path[$1] - 0x30) } }
    for (i, run) in runs.map({ ArraySlice($0) }).enumerated() {
      if run.count == 8 {
        let whole = number(run)
        if let day = WrittenDate.day(whole / 10_000, whole / 100 % 100, whole % 100) { return day }
      }
      guard run.count == 4, i + 2 < runs.count else { continue }
      let (month, day) = (ArraySlice(runs[i + 1]), ArraySlice(runs[i + 2]))
      let isTogether = run.last.map { $0 + 2 } == month.first && month.last.map { $0 + 2 } == day.first
      guard isTogether, month.count <= 2, day.count <= 2 else { continue }
      if let day = WrittenDate.day(number(run), number(month), number(day)) { return day }
    }
    return nil
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let scheme = text.utf8[..<colon]
    return !scheme.isEmpty
      && scheme.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || "+-.".utf8.contains($0) }
  }

  /// Where the authority of an address begins.
  private static func afterScheme(_ text: String) -> String.Index? {
    guard hasScheme(text), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = text[text.index(after: colon)...]
    return rest.hasPrefix("//") ? rest.index(rest.startIndex, offsetBy: 2) : nil
  }
}
