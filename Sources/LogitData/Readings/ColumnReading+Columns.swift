extension ColumnReading {
  /// Reads a column.
  ///
  /// - Parameter column: The column, of any kind.
  /// - Returns: The column as numbers or as texts, and the values that cannot be read, which count as missing
  ///   in it, in ascending order of rows.
  public func read(_ column: Column) -> (column: Column, unreadable: [UnreadableCell]) {
    switch self {
    case .number(let spelling):
      guard column.kind == .string else { return (column, []) }
      return read(column, as: column.dictionary.map { spelling.value(of: $0) }) { column, numbers in
        column.replacingTexts(withNumbers: numbers.map { $0 ?? .nan })
      }
    case .date(let spelling):
      let texts = column.withTexts
      let dates = texts.dictionary.map { text in
        DateParts(text) != nil ? text : spelling.date(of: text)?.isoText
      }
      return read(texts, as: dates) { $0.replacingTexts(with: $1) }
    case .category(let spelling):
      let texts = column.withTexts
      return (texts.replacingTexts(with: texts.dictionary.map { spelling.category(of: $0) }), [])
    case .text: return (column.withTexts, [])
    }
  }

  /// Puts what was read of each text in its place, and finds the rows of the texts that could not be.
  private func read<Value>(
    _ column: Column, as values: [Value?], _ make: (Column, [Value?]) -> Column
  ) -> (column: Column, unreadable: [UnreadableCell]) {
    var cells: [UnreadableCell] = []
    if values.contains(where: { $0 == nil }) {
      var start = 0
      for chunk in column.chunks {
        if case .string(let codes) = chunk {
          for (row, code) in codes.enumerated() where code >= 0 && values[Int(code)] == nil {
            cells.append(
              UnreadableCell(
                row: start + row, column: column.name, value: column.dictionary[Int(code)], reading: self))
          }
        }
        start += chunk.count
      }
    }
    return (make(column, values), cells)
  }
}

extension Column {
  /// The column as one of texts; numbers in their shortest form.
  var withTexts: Column {
    guard kind != .string else { return self }
    var texts = TextCodes()
    // Of chunks that are read one at a time only the different texts stay.
    if chunks.areRead {
      for chunk in chunks { for text in strings(of: chunk) { _ = texts.code(of: text) } }
      let known = texts
      return Column(
        name: name, kind: .string,
        pieces: chunks.mapped { [self] chunk in
          var texts = known
          return .string(strings(of: chunk).map { texts.code(of: $0) })
        }, dictionary: texts.texts)
    }
    let codes = chunks.map { chunk in
      ColumnChunk.string(strings(of: chunk).map { texts.code(of: $0) })
    }
    return Column(name: name, kind: .string, chunks: codes, dictionary: texts.texts)
  }

  /// A column of texts with others in their place.
  ///
  /// - Parameter texts: The text in the place of each of the dictionary; `nil` where it counts as missing.
  func replacingTexts(with texts: [String?]) -> Column {
    guard !zip(texts, dictionary).allSatisfy({ $0 == $1 }) else { return self }
    var distinct = TextCodes()
    let codes = texts.map { distinct.code(of: $0) }
    let chunks = mapCodes {
      .string($0.map { $0 < 0 ? ColumnChunk.missingCode : codes[Int($0)] })
    }
    return Column(name: name, kind: .string, pieces: chunks, dictionary: distinct.texts)
  }

  /// A column of texts as one of numbers.
  ///
  /// - Parameter numbers: The number in the place of each text of the dictionary; NaN where it counts as
  ///   missing.
  func replacingTexts(withNumbers numbers: [Double]) -> Column {
    Column(
      name: name, kind: .numeric,
      pieces: mapCodes { .numeric($0.map { $0 < 0 ? .nan : numbers[Int($0)] }) })
  }

  private func mapCodes(_ make: @escaping @Sendable ([Int32]) -> ColumnChunk) -> ColumnChunks {
    chunks.mapped { chunk in
      guard case .string(let codes) = chunk else { return chunk }
      return make(codes)
    }
  }

  /// How often each text of the dictionary occurs.
  func textCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: dictionary.count)
    for case .string(let codes) in chunks {
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
    }
    return counts
  }
}
