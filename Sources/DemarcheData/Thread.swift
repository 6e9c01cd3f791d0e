import Glibc

/// A thread of the system, which ends when its work does.
package struct Thread: Sendable {
  private let id: pthread_t

  /// Starts the work; nil where the system gives no more threads.
  ///
  /// Signals from outside go to other threads: who is told to end decides what becomes of the work.
  package init?(_ work: @escaping @Sendable () -> Void) {
    var id = pthread_t()
    let context = Unmanaged.passRetained(Work(work)).toOpaque()
    // A thread begins with the mask of the one that starts it.
    var own = sigset_t()
    var outside = sigset_t()
    sigfillset(&outside)
    for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGPIPE] {
      sigdelset(&outside, fault)
    }
    pthread_sigmask(SIG_BLOCK, &outside, &own)
    let status = pthread_create(&id, nil, begin, context)
    pthread_sigmask(SIG_SETMASK, &own, nil)
    guard status == 0 else {
      Unmanaged<Work>.fromOpaque(context).release()
      return nil
    }
    self.id = id
  }

  /// Waits until the work is done; once.
  package func join() { pthread_join(id, nil) }
}

private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

// A free function, since C calls it on a thread that Swift does not know.
private func begin(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}
