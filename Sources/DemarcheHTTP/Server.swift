import CServer
import DemarcheData
import Dispatch
import Synchronization

/// A port, and those who answer what is asked there.
///
/// One thread speaks to the network; so many workers answer, each with a desk of its own that never leaves its thread,
/// such as a connection to a database. A client that is slow holds no worker.
public final class Server<Desk>: Sendable {
  /// The port that is listened at, also when any was asked for.
  public let port: UInt16
  private let worker: Worker<Desk>
  private let threads: Mutex<[Thread]?>

  /// Listens, and answers from now on.
  ///
  /// - Parameter address: a name or digits: "127.0.0.1" for this machine alone, "::" for all.
  /// - Parameter port: 0 takes any that is free.
  /// - Parameter workers: how many requests are answered at a time.
  /// - Parameter hosts: names under which it may be asked beside its own; see `Hosts`.
  /// - Parameter makeDesk: called once on the thread of each worker.
  /// - Parameter answer: called by workers; a `Problem` that it throws is the answer, anything else is told to the log,
  ///   and the client gets 500.
  /// - Parameter log: called by workers when an exchange is over.
  /// - Throws: `ServerError` when the port cannot be opened, and what `makeDesk` throws.
  public init(
    address: String = "127.0.0.1", port: UInt16 = 0, workers: Int = 4, limits: Limits = Limits(),
    hosts: [String] = [], makeDesk: @escaping @Sendable () throws -> Desk,
    answer: @escaping @Sendable (Request, Desk) throws -> Response<Desk>,
    log: @escaping @Sendable (Served) -> Void = { _ in }
  ) throws {
    let opened = try Port(address: address, port: port, limits: limits)
    let worker = Worker(
      port: opened, limits: limits, hosts: Hosts(boundTo: address, names: hosts), answer: answer, log: log)
    self.port = opened.number
    self.worker = worker
    let start = Start()
    var threads: [Thread] = []
    var fault: (any Error)?
    for _ in 0..<max(1, workers) where fault == nil {
      let thread = Thread {
        do {
          let desk = try makeDesk()
          start.say(nil)
          worker.run(desk)
        } catch {
          start.say(error)
        }
      }
      if let thread {
        threads.append(thread)
      } else {
        fault = ServerError("no thread can be started", help: "ask for fewer threads")
      }
    }
    fault = start.wait(for: threads.count) ?? fault
    self.threads = Mutex(threads)
    if let fault {
      stop(grace: .zero)
      throw fault
    }
  }

  deinit {
    stop(grace: .zero)
    server_free(worker.port.pointer)
  }

  /// Accepts no more, lets what is under way end, and returns when all is closed.
  ///
  /// - Parameter grace: after that, streams are cut off and requests that wait are dropped; a request that a worker has
  ///   begun is always waited for. Not to be called by a worker.
  public func stop(grace: Duration = .seconds(5)) {
    threads.withLock { threads in
      guard let running = threads else { return }
      threads = nil
      server_close(worker.port.pointer, grace.milliseconds)
      for thread in running { thread.join() }
      server_finish(worker.port.pointer)
      worker.tellTheRest()
    }
  }
}

/// Whether all workers have found their desks.
private final class Start: Sendable {
  private let said = DispatchSemaphore(value: 0)
  private let fault = Mutex<(any Error)?>(nil)

  func say(_ error: (any Error)?) {
    if let error { fault.withLock { $0 = $0 ?? error } }
    said.signal()
  }

  func wait(for count: Int) -> (any Error)? {
    for _ in 0..<count { said.wait() }
    return fault.withLock { $0 }
  }
}
