/// How long ago something was, in words: "3 h ago".
enum Age {
  /// - Parameter seconds: from then to now; below 0 it is still to come.
  static func words(_ seconds: Int) -> String {
    let size = abs(seconds)
    if size < 10 { return "just now" }
    let length = duration(size)
    return seconds < 0 ? "in \(length)" : "\(length) ago"
  }

  /// A length of time with its largest unit alone: "12 s", "5 min", "3 h", "12 days".
  static func duration(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(Shell.number(seconds / 86_400)) days"
    }
  }

  /// The age of a moment of ISO 8601; the moment itself where it cannot be read.
  static func words(since iso: String, now: Int) -> String {
    Clock.seconds(of: iso).map { words(now - $0) } ?? iso
  }
}
