import Synchronization

/// A value that a thread of its own makes while whoever asked for it goes on.
///
/// Its thread has ended when the value is there, and when this is given up without it: what the work reads may go then,
/// and a process may fork. Where the system gives no thread the work is done when the value is asked for.
package final class Meanwhile<Value: Sendable, Fault: Error>: Sendable {
  private let make: @Sendable () throws(Fault) -> Value
  private let made = Made<Value, Fault>()
  private let thread: Mutex<Thread?>

  /// Begins the work.
  package init(_ make: @escaping @Sendable () throws(Fault) -> Value) {
    self.make = make
    thread = Mutex(Thread { [made] in made.keep(Result(catching: make)) })
  }

  deinit { wait() }

  /// Waits for the value.
  ///
  /// - Throws: what the work throws.
  package func value() throws(Fault) -> Value {
    wait()
    if let result = made.result { return try result.get() }
    let result = Result(catching: make)
    made.keep(result)
    return try result.get()
  }

  private func wait() {
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }
}

/// What a thread made.
private final class Made<Value: Sendable, Fault: Error>: Sendable {
  private let kept = Mutex<Result<Value, Fault>?>(nil)

  var result: Result<Value, Fault>? { kept.withLock { $0 } }

  func keep(_ result: Result<Value, Fault>) { kept.withLock { $0 = result } }
}
