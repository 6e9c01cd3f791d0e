import Dispatch

/// The results of a batch in its order, on so many threads: the same however many.
func inOrder<Item: Sendable, Result: Sendable>(
  _ batch: [Item], jobs: Int, _ body: @Sendable (Item) -> Result
) -> [Result] {
  if jobs == 1 || batch.count < 2 { return batch.map { body($0) } }
  var results = [Result?](repeating: nil, count: batch.count)
  results.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own places alone.
    nonisolated(unsafe) let places = buffer  // why: the strides do not overlap
    DispatchQueue.concurrentPerform(iterations: jobs) { job in
      for i in stride(from: job, to: batch.count, by: jobs) { places[i] = body(batch[i]) }
    }
  }
  return results.compactMap { $0 }
}
