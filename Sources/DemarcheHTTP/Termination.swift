import Glibc

/// Waits for the signals that ask a program to end.
///
/// They are held back from the moment it is made, in this thread and in all that this one starts; so make it first.
public struct Termination {
  private var signals = sigset_t()

  /// Holds SIGINT and SIGTERM back.
  public init() {
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for one of the signals and says which.
  ///
  /// From then on another one ends the program at once.
  public func wait() -> Int32 {
    var signals = signals
    var signal: Int32 = 0
    // It fails only for signals that do not exist.
    while sigwait(&signals, &signal) != 0 {}
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return signal
  }
}
