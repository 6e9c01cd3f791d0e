/// The values of a column as Parquet sees it: leaves of a tree, in which a row of a list has any number.
struct ColumnValues {
  let column: Column

  /// How deep a value stands that is known: a row, or the row, its list and the part of it.
  var definitionWidth: Int { column.kind == .texts ? 2 : 1 }

  /// Where the values of these rows are.
  func leaves(_ rows: Range<Int>) -> Range<Int> {
    column.kind == .texts
      ? Int(column.listEnds[rows.lowerBound])..<Int(column.listEnds[rows.upperBound]) : rows
  }

  /// Which values are known.
  var known: Bits { column.kind == .texts ? column.knownParts : column.known }

  /// How deep each place of these rows goes, and whether it goes on with the list before (1) or not (0).
  ///
  /// An unknown row is 0. A row of a list is 1 when it is empty; its parts are 2, or 3 where they are known.
  func levels(_ rows: Range<Int>) -> (definition: [UInt8], repetition: [UInt8]) {
    guard column.kind == .texts else {
      if column.nullCount == 0 { return (Array(repeating: 1, count: rows.count), []) }
      return (rows.map { column.known[$0] ? 1 : 0 }, [])
    }
    var (definition, repetition): ([UInt8], [UInt8]) = ([], [])
    for row in rows {
      let parts = column.parts(row)
      if parts.isEmpty {
        definition.append(column.known[row] ? 1 : 0)
        repetition.append(0)
      }
      for part in parts {
        definition.append(column.knownParts[part] ? 3 : 2)
        repetition.append(part == parts.lowerBound ? 0 : 1)
      }
    }
    return (definition, repetition)
  }

  /// The known values of these rows, one after the other.
  func plain(_ rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    let (known, leaves) = (known, leaves(rows))
    switch column.kind {
    case .text, .texts:
      for leaf in leaves where known[leaf] { bytes.append(plain: column.texts, leaf) }
    case .integer:
      for leaf in leaves where known[leaf] { bytes.append(littleEndian: column.integers[leaf]) }
    case .real:
      for leaf in leaves where known[leaf] { bytes.append(littleEndian: column.reals[leaf].bitPattern) }
    case .day:
      for leaf in leaves where known[leaf] { bytes.append(littleEndian: column.days[leaf]) }
    case .flag:
      var flags = Bits()
      for leaf in leaves where known[leaf] { flags.append(column.flags[leaf]) }
      bytes = flags.bytes
    }
    return bytes
  }

  /// The row behind the last one of a page that begins at `row`: a page takes some `limit` bytes of text.
  func pageEnd(from row: Int, limit: Int) -> Int {
    guard column.kind == .text || column.kind == .texts else { return column.count }
    let ends = column.texts.ends
    let first = Int(ends[leaves(row..<row).lowerBound])
    var end = row
    while end < column.count {
      end += 1
      if Int(ends[leaves(row..<end).upperBound]) - first >= limit { break }
    }
    return end
  }

  /// The least and the greatest value, as Parquet's statistics keep them; nil where nothing is known.
  ///
  /// Of numbers and days alone: by those readers skip groups of rows.
  func bounds() -> (least: [UInt8], greatest: [UInt8])? {
    switch column.kind {
    case .integer:
      return range(column.integers).map { ([UInt8](littleEndian: $0), [UInt8](littleEndian: $1)) }
    case .day: return range(column.days).map { ([UInt8](littleEndian: $0), [UInt8](littleEndian: $1)) }
    case .real:
      // What is no number has no place in the order. Zero has two signs, and both must lie in the range.
      guard let (least, greatest) = range(column.reals, where: { !$0.isNaN }) else { return nil }
      return (
        [UInt8](littleEndian: (least == 0 ? -0.0 : least).bitPattern),
        [UInt8](littleEndian: (greatest == 0 ? 0.0 : greatest).bitPattern)
      )
    case .flag, .text, .texts: return nil
    }
  }

  private func range<T: Comparable>(_ values: [T], where counts: (T) -> Bool = { _ in true }) -> (T, T)? {
    let known = known
    var range: (T, T)?
    for (index, value) in values.enumerated() where known[index] && counts(value) {
      let (least, greatest) = range ?? (value, value)
      range = (min(least, value), max(greatest, value))
    }
    return range
  }
}

extension [UInt8] {
  /// A text as Parquet lays it out: its length in four bytes, then its bytes.
  mutating func append(plain texts: Texts, _ index: Int) {
    let range = texts.range(index)
    append(littleEndian: UInt32(range.count))
    append(contentsOf: texts.bytes[range])
  }
}
