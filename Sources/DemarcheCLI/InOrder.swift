import DemarcheData
import Dispatch
import Synchronization

/// The results of a batch in its order, on so many threads: the same however many.
func inOrder<Item: Sendable, Result: Sendable>(
  _ batch: [Item], jobs: Int, _ body: @escaping @Sendable (Item) -> Result
) -> [Result] {
  let crew = InOrder(jobs: min(jobs, batch.count), ahead: batch.count, body)
  for item in batch { crew.take(item) }
  return batch.map { _ in crew.next() }
}

/// Threads that work on items while whoever gives them does something else, and gets the results in the order of the items.
///
/// With one job there is no thread: the work is done when its result is asked for. Given up, it ends when what is begun is done.
///
/// - Invariant: used by one thread.
final class InOrder<Item: Sendable, Result: Sendable> {
  private let line: Line
  private let threads: [Thread]
  /// How many results at most are not yet asked for, where whoever gives items heeds ``isDue``.
  let ahead: Int
  /// What was taken and not yet asked for.
  private var places = Queue<Place>()

  /// - Parameter jobs: how many threads.
  /// - Parameter ahead: how many items they may be ahead of whoever asks for the results; none with one job.
  init(jobs: Int, ahead: Int, _ body: @escaping @Sendable (Item) -> Result) {
    self.ahead = jobs < 2 ? 0 : ahead
    let line = Line(body)
    self.line = line
    threads = jobs < 2 ? [] : (0..<jobs).compactMap { _ in Thread { line.work() } }
  }

  deinit {
    line.waiting.withLock { $0 = Queue() }
    // Each thread takes one of them, finds nothing and ends.
    for _ in threads { line.arrived.signal() }
    for thread in threads { thread.join() }
  }

  /// How many results are still to be asked for.
  var count: Int { places.count }

  /// Takes an item, which waits until a thread is free.
  func take(_ item: Item) {
    let place = Place(item)
    places.append(place)
    if threads.isEmpty { return }
    line.waiting.withLock { $0.append(place) }
    line.arrived.signal()
  }

  /// Whether the next result is to be asked for now: it is there, or more wait than keep the threads busy.
  var isDue: Bool { count > ahead || places.first?.result.withLock { $0 != nil } ?? false }

  /// The result of the first item whose result was not yet asked for; waits for it.
  ///
  /// - Precondition: there is one.
  func next() -> Result {
    guard let place = places.removeFirst() else {
      preconditionFailure("no result is left to ask for")
    }
    if threads.isEmpty { return line.body(place.item) }
    place.done.wait()
    guard let result = place.result.withLock({ $0 }) else {
      preconditionFailure("a thread has ended without a result")
    }
    return result
  }

  /// An item and what became of it.
  private final class Place: Sendable {
    let item: Item
    let result = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)

    init(_ item: Item) { self.item = item }
  }

  /// The items that wait for a thread.
  private final class Line: Sendable {
    let body: @Sendable (Item) -> Result
    let waiting = Mutex(Queue<Place>())
    let arrived = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable (Item) -> Result) { self.body = body }

    /// Works until there is nothing left to do and never will be.
    func work() {
      while true {
        arrived.wait()
        guard let place = waiting.withLock({ $0.removeFirst() }) else { return }
        let result = body(place.item)
        place.result.withLock { $0 = result }
        place.done.signal()
      }
    }
  }
}

/// Elements that leave in the order in which they came.
struct Queue<Element> {
  private var elements: [Element] = []
  /// How many of `elements` have left.
  private var gone = 0

  var count: Int { elements.count - gone }

  var first: Element? { count > 0 ? elements[gone] : nil }

  mutating func append(_ element: Element) { elements.append(element) }

  /// Takes the first out; nil without any.
  mutating func removeFirst() -> Element? {
    guard let first else { return nil }
    gone += 1
    // So that each is moved once, however many there are.
    if gone * 2 >= elements.count {
      elements.removeFirst(gone)
      gone = 0
    }
    return first
  }
}

extension Queue: Sendable where Element: Sendable {}
