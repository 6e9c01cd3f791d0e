import Testing

@testable import DemarcheTables

@Suite struct `A struct of Thrift` {
  @Test func `counts the ids of its fields from one to the next, and ends with 0`() {
    let bytes = CompactThrift.structure {
      $0.int32(1, 1)
      $0.int64(3, -1)
      $0.bool(4, true)
      $0.bool(5, false)
      $0.int16(6, 300)
    }
    #expect(bytes == [0x15, 2, 0x26, 1, 0x11, 0x12, 0x14, 0xD8, 0x04, 0])
  }

  @Test func `writes an id that is far from the last in full`() {
    #expect(CompactThrift.structure { $0.int32(16, 0) } == [0x05, 32, 0, 0])
    #expect(CompactThrift.structure { $0.int32(15, 0) } == [0xF5, 0, 0])
  }

  @Test func `begins anew inside of another and goes on behind it`() {
    let bytes = CompactThrift.structure {
      $0.structure(2) { $0.string(1, "é") }
      $0.int32(3, 0)
    }
    #expect(bytes == [0x2C, 0x18, 2, 0xC3, 0xA9, 0, 0x15, 0, 0])
  }

  @Test func `has lists, with their length in a byte of its own from 15 on`() {
    #expect(CompactThrift.structure { $0.int32s(1, [0, -2]) } == [0x19, 0x25, 0, 3, 0])
    #expect(
      CompactThrift.structure { $0.int32s(1, Array(repeating: 0, count: 15)) }
        == [0x19, 0xF5, 15] + Array(repeating: 0, count: 16))
    #expect(CompactThrift.structure { $0.strings(1, ["a", ""]) } == [0x19, 0x28, 1, 0x61, 0, 0])
    #expect(
      CompactThrift.structure { $0.structures(1, [5, 6]) { $0.int32(2, $1) } }
        == [0x19, 0x2C, 0x25, 10, 0, 0x25, 12, 0, 0])
    #expect(
      CompactThrift.structure { $0.structures(1, written: [[0x25, 10, 0], [0]]) }
        == [0x19, 0x2C, 0x25, 10, 0, 0, 0])
  }

  @Test(arguments: [Int.min, -65, -64, -1, 0, 1, 63, 64, 8191, 8192, .max])
  func `gives back its numbers`(number: Int) {
    var cursor = Cursor(CompactThrift.structure { $0.int64(1, number) })
    #expect(cursor.structure()[1]?.int == number)
  }
}
