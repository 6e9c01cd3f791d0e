import DemarcheData
import Glibc
import Synchronization
import Testing

@Suite struct `A value that is made meanwhile` {
  private struct Fault: Error, Equatable {}

  @Test func `is made on a thread of its own`() {
    let asking = pthread_self()
    let other = Meanwhile { () throws(Never) in pthread_self() }
    #expect(pthread_equal(other.value(), asking) == 0)
  }

  @Test func `is the same however often it is asked for, and made once`() {
    let made = Atomic(0)
    let value = Meanwhile { () throws(Never) in made.add(1, ordering: .relaxed).newValue }
    #expect([value.value(), value.value(), value.value()] == [1, 1, 1])
  }

  @Test func `throws where its work throws`() {
    let value = Meanwhile { () throws(Fault) -> Int in throw Fault() }
    #expect(throws: Fault()) { try value.value() }
  }

  @Test func `has ended its work when it is given up`() {
    let isDone = Atomic(false)
    do {
      _ = Meanwhile { () throws(Never) in
        usleep(20_000)
        isDone.store(true, ordering: .releasing)
      }
    }
    let wasDone = isDone.load(ordering: .acquiring)
    #expect(wasDone)
  }
}
