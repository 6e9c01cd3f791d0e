import Glibc

/// Progress of long work on standard error: what is done, how fast, and how long it will still take.
struct Progress {
  private let start = Progress.seconds()
  private var last = Progress.seconds()
  private let isShown: Bool
  private let total: Int?
  private let unit: String

  init(unit: String, total: Int? = nil, quiet: Bool) {
    self.unit = unit
    self.total = total
    isShown = !quiet
  }

  /// Seconds of a clock that only goes forward.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds since the work began.
  var elapsed: Double { Progress.seconds() - start }

  /// Tells the state, on a terminal twice a second, else every half minute.
  mutating func tell(_ done: Int, _ extra: @autoclosure () -> String) {
    guard isShown else { return }
    let now = Progress.seconds()
    guard now - last > (Output.isErrorTerminal ? 0.5 : 30) else { return }
    last = now
    let rate = Double(done) / max(0.001, now - start)
    var text = "\(unit) \(done)" + (total.map { "/\($0)" } ?? "") + " · \(Int(rate))/s · \(extra())"
    if let total, rate > 0 { text += " · \(Int(Double(total - done) / rate)) s left" }
    if Output.isErrorTerminal {
      Output.errorText("\r\u{1B}[K\(text)")
    } else {
      Output.error(text)
    }
  }

  /// Clears the line of a terminal.
  func end() {
    if isShown, Output.isErrorTerminal, last > start { Output.errorText("\r\u{1B}[K") }
  }
}
