import Testing

@testable import DemarcheTables

@Suite struct `Runs and bits` {
  func written(_ values: [Int32], _ width: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(hybrid: values, width: width)
    return bytes
  }

  @Test func `make a run of eight or more`() {
    #expect(written([], 1) == [])
    #expect(written(Array(repeating: 1, count: 8), 1) == [16, 1])
    #expect(written(Array(repeating: 300, count: 100), 9) == [0xC8, 1, 0x2C, 1])
  }

  @Test func `pack what is less, and fill the last group up`() {
    #expect(written([1, 0, 1], 1) == [3, 0b101])
    // The example of the format's own description: 0 to 7 with three bits each.
    #expect(written([0, 1, 2, 3, 4, 5, 6, 7], 3) == [3, 0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test func `give a group what it lacks of the run behind it`() {
    #expect(written([1] + Array(repeating: 0, count: 15), 1) == [3, 1, 16, 0])
    #expect(written([1] + Array(repeating: 0, count: 14), 1) == [5, 1, 0])
  }

  @Test func `are read as they were, whatever the width and the lengths`() {
    for width in [1, 2, 3, 7, 8, 9, 17, 20] {
      for step in 1...13 {
        // Stretches of one number, ever longer, between others that change.
        let values = (0..<step * 97).map { Int32(($0 * $0 / (step * 3)) % (1 << width)) }
        let bytes = written(values, width)
        var cursor = Cursor(bytes)
        #expect(cursor.hybrid(values.count, width: width) == values.map(Int.init))
        #expect(cursor.at == bytes.count)
      }
    }
  }
}
