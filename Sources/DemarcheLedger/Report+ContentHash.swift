public import DemarcheText

extension Report {
  /// Names what the report says, whoever brought it: SHA-256 of title, text, published and source.
  ///
  /// Each part goes in with its length before it, so that no two different reports run together;
  /// an absent part differs from an empty one. The id is not part of it, unless there is no text: what other projects
  /// coded comes without any, and then nothing else tells two reports of a day apart.
  public var contentHash: [UInt8] {
    var hash = SHA256()
    for part in [title, text, published, source] + (text.isEmpty ? [id] : []) {
      if let part {
        hash.update("\(part.utf8.count):".utf8)
        hash.update(part.utf8)
      } else {
        hash.update("-".utf8)
      }
    }
    return hash.digest
  }
}
