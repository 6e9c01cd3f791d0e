extension [UInt8] {
  /// Appends small numbers as Parquet's hybrid of runs and bits: levels, and places in a dictionary.
  ///
  /// Eight or more of one number become a run; others are packed, `width` bits each, in groups of eight, the
  /// last filled up with 0. Every number must fit into `width` bits, of which there are at least 1. Source:
  /// https://parquet.apache.org/docs/file-format/data-pages/encodings/
  mutating func append<T: FixedWidthInteger>(hybrid values: [T], width: Int) {
    var packedFrom = 0
    var at = 0
    while at < values.count {
      var end = at + 1
      while end < values.count, values[end] == values[at] { end += 1 }
      // Packed numbers come in groups of eight, so the last group takes what it lacks from this run.
      let taken = Swift.min((8 - (at - packedFrom) % 8) % 8, end - at)
      if end - at - taken < 8 {
        at = end
        continue
      }
      append(packed: values[packedFrom..<(at + taken)], width: width)
      append(varint: UInt64(end - at - taken) << 1)
      append(low: UInt64(values[at]), bytes: (width + 7) / 8)
      (at, packedFrom) = (end, end)
    }
    append(packed: values[packedFrom...], width: width)
  }

  private mutating func append<T: FixedWidthInteger>(packed values: ArraySlice<T>, width: Int) {
    // Readers are used to runs of at most 63 groups, whose length takes one byte.
    var rest = values
    while !rest.isEmpty {
      let run = rest.prefix(63 * 8)
      rest = rest.dropFirst(run.count)
      let groups = (run.count + 7) / 8
      append(UInt8(groups << 1 | 1))
      var bits: UInt64 = 0
      var held = 0
      for value in run {
        bits |= UInt64(value) << UInt64(held)
        held += width
        while held >= 8 {
          append(UInt8(truncatingIfNeeded: bits))
          bits >>= 8
          held -= 8
        }
      }
      var missing = groups * width - (run.count * width - held) / 8
      while missing > 0 {
        append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        missing -= 1
      }
    }
  }

  private mutating func append(low value: UInt64, bytes: Int) {
    for place in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
  }
}
