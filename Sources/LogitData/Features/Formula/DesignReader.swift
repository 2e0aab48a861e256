/// Works out the columns of a regression for the rows of one table, a block at a time.
///
/// Numbers are read column by column into a ``DesignWorkspace``, factors are worked out of them there, and
/// the products of each term are written to the rows of the result.
struct DesignReader: Sendable {
  /// The rows that are worked out at a time: few enough for the nearest caches.
  static let blockLength = 256

  /// A column of numbers, or of levels, that is read.
  private struct Source<Reader: Sendable>: Sendable {
    /// The position among the inputs.
    let input: Int
    let name: String
    let reader: Reader
  }

  /// A category in place of the rows' own.
  struct Setting: Sendable {
    let column: String
    let level: Int
    /// The level as a number.
    let number: Double?
  }

  let factors: [LearnedFactor]
  /// How the formula has each factor, for messages.
  let factorNames: [String]
  let layouts: [TermLayout]
  /// Where each factor's columns begin in the workspace, and at the end their number.
  let factorStarts: [Int]
  let scratchCount: Int
  private let numbers: [Source<[Double]>]
  private let levels: [Source<LevelReader>]
  private let numberPlaces: [String: Int]
  private let levelPlaces: [String: Int]
  /// The positions of the inputs among the table's columns.
  let places: [Int]
  var setting: Setting?
  /// The column of numbers that derivatives are taken with respect to.
  var variable: String?

  /// The number of columns.
  var width: Int { layouts.last?.columns.upperBound ?? 0 }
  var numberCount: Int { numbers.count }
  var levelCount: Int { levels.count }

  /// - Parameters:
  ///   - columns: Those of the inputs, in their order.
  ///   - places: Where they are in the table.
  init(_ feature: FormulaFeature, columns: [Column], places: [Int]) throws {
    (factors, layouts) = (feature.factors, feature.layouts)
    factorNames = feature.factorNames
    self.places = places
    var starts = [0]
    var scratch = 0
    for factor in factors {
      starts.append(starts[starts.count - 1] + (factor.category == nil ? factor.count : 0))
      scratch = max(scratch, (factor.expression?.scratchCount ?? 0) + 1)
    }
    (factorStarts, scratchCount) = (starts, scratch)
    var numbers: [Source<[Double]>] = []
    var levels: [Source<LevelReader>] = []
    let names = Set(factors.flatMap { $0.expression?.columns ?? [] })
    let categories = factors.compactMap(\.category)
    for (index, input) in feature.formulaInputs.enumerated() {
      if names.contains(input.name) {
        numbers.append(Source(input: index, name: input.name, reader: try input.textNumbers(columns[index])))
      }
      if let category = categories.first(where: { $0.column == input.name }) {
        try columns[index].require(learned: input.kind)
        levels.append(
          Source(input: index, name: input.name, reader: LevelReader(category, for: columns[index])))
      }
    }
    (self.numbers, self.levels) = (numbers, levels)
    numberPlaces = Dictionary(uniqueKeysWithValues: zip(numbers.map(\.name), 0...))
    levelPlaces = Dictionary(uniqueKeysWithValues: zip(levels.map(\.name), 0...))
  }
}

// MARK: - Reading

extension DesignReader {
  /// Reads some rows of a piece of the table and works the factors out.
  ///
  /// - Parameters:
  ///   - chunks: A piece of each input.
  ///   - rows: At most ``blockLength``.
  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into space: DesignWorkspace, tally: inout FeatureTally
  ) {
    (space.count, space.firstRow) = (rows.count, rows.lowerBound)
    for (place, source) in numbers.enumerated() {
      let target = space.number(place)
      var isFinite = true
      chunks[source.input].forEachNumber(rows, textNumbers: source.reader) { row, number in
        target[row &- rows.lowerBound] = number
        isFinite = isFinite && number.isFinite
      }
      if !isFinite {
        for row in 0..<rows.count where !target[row].isFinite {
          tally.addMissing(row: rows.lowerBound + row, column: source.input)
        }
      }
      if let setting, setting.column == source.name, let number = setting.number {
        target.update(repeating: number, count: rows.count)
      }
    }
    for (place, source) in levels.enumerated() {
      let codes = space.codes(place)
      if let setting, setting.column == source.name {
        codes.update(repeating: Int32(setting.level), count: rows.count)
        continue
      }
      source.reader.read(chunks[source.input], rows: rows, into: codes)
      var least: Int32 = 0
      for row in 0..<rows.count { least = min(least, codes[row]) }
      guard least < 0 else { continue }
      for row in 0..<rows.count where codes[row] < 0 {
        let place = rows.lowerBound + row
        if codes[row] == LevelReader.missing {
          tally.addMissing(row: place, column: source.input)
        } else {
          tally.addUnknown(
            row: place, column: source.input, text: source.reader.text(chunks[source.input], row: place))
        }
      }
    }
    for index in factors.indices { workOut(index, rows: rows, space, &tally) }
  }

  /// Works out the columns of a factor of numbers.
  private func workOut(_ index: Int, rows: Range<Int>, _ space: DesignWorkspace, _ tally: inout FeatureTally)
  {
    let factor = factors[index]
    guard let expression = factor.expression else { return }
    let (count, target) = (rows.count, space.factor(factorStarts[index]))
    let isChanging = variable.map { factor.depends(on: $0) } ?? false
    func workOut(to column: NumberColumn, scratch: NumberColumn) {
      expression.write(to: column, count: count, scratch: scratch, variable: variable) {
        UnsafePointer(space.number(numberPlaces[$0] ?? 0))
      }
    }
    let scratch = space.scratch
    switch factor {
    case .column(let name):
      target.values.update(from: space.number(numberPlaces[name] ?? 0), count: count)
      target.slopes?.update(repeating: isChanging ? 1 : 0, count: count)
      return
    case .number: workOut(to: target, scratch: scratch)
    case .polynomial, .powers, .spline:
      workOut(to: scratch, scratch: scratch.advanced(by: count))
      factor.write(scratch, count: count, to: target)
    case .category: return
    }
    note(
      target.values, columnCount: factor.count, expression.columns, factorNames[index], rows, space, &tally)
  }

  /// Notes rows in which numbers worked out of columns are not finite although the columns are.
  private func note(
    _ values: UnsafePointer<Double>, columnCount: Int, _ columns: [String], _ name: String,
    _ rows: Range<Int>,
    _ space: DesignWorkspace, _ tally: inout FeatureTally
  ) {
    for column in 0..<columnCount {
      let values = values + column * rows.count
      var isFinite = true
      for row in 0..<rows.count { isFinite = isFinite && values[row].isFinite }
      if isFinite { continue }
      let places = columns.compactMap { numberPlaces[$0] }
      for row in 0..<rows.count where !values[row].isFinite {
        guard let first = places.first, places.allSatisfy({ space.number($0)[row].isFinite }) else {
          continue
        }
        tally.addUndefined(
          row: rows.lowerBound + row,
          UndefinedValue(
            row: rows.lowerBound + row, column: numbers[first].input, value: space.number(first)[row],
            expression: name))
      }
    }
  }
}

// MARK: - Writing

extension DesignReader {
  /// Writes the columns of a term for the rows that were read.
  ///
  /// - Parameters:
  ///   - term: Its position.
  ///   - target: Where the term's first column of the first row goes.
  ///   - stride: The numbers of a row of the target.
  ///   - hasSlopes: Whether derivatives are written in place of the columns.
  ///   - tally: Notes rows whose products are not finite.
  func write(
    _ term: Int, from space: DesignWorkspace, to target: UnsafeMutablePointer<Double>, stride: Int,
    hasSlopes: Bool = false, tally: inout FeatureTally
  ) {
    let (layout, count) = (layouts[term], space.count)
    if layout.parts.count == 1, factors[layout.parts[0].factor].category == nil {
      // Most terms are a number alone.
      for column in 0..<layout.parts[0].width {
        let own = space.factor(factorStarts[layout.parts[0].factor]).advanced(by: column * count)
        let (numbers, target) = (hasSlopes ? own.slopes ?? own.values : own.values, target + column)
        for row in 0..<count { target[row &* stride] = numbers[row] }
      }
      return
    }
    let numeric = layout.parts.filter { factors[$0.factor].category == nil }
    let hasCategory = numeric.count < layout.parts.count
    if hasCategory {
      let width = layout.columns.count
      for row in 0..<count { (target + row * stride).update(repeating: 0, count: width) }
      placeCategories(layout, space)
    }
    let offsets = hasCategory ? space.offsets : nil
    var indices = [Int](repeating: 0, count: numeric.count)
    while true {
      let numbers = product(of: numeric, at: indices, space, hasSlopes: hasSlopes)
      if numeric.count > 1, !hasSlopes { noteProduct(of: numeric, space, &tally) }
      let place = zip(numeric, indices).reduce(0) { $0 + $1.1 * $1.0.stride }
      let target = target + place
      switch (offsets, numbers) {
      case (nil, let numbers?): for row in 0..<count { target[row &* stride] = numbers[row] }
      case (let offsets?, let numbers?):
        for row in 0..<count where offsets[row] >= 0 {
          target[row &* stride &+ Int(offsets[row])] = numbers[row]
        }
      case (let offsets?, nil):
        for row in 0..<count where offsets[row] >= 0 { target[row &* stride &+ Int(offsets[row])] = 1 }
      case (nil, nil): break
      }
      // The next combination of the numbers' columns.
      var position = 0
      while position < numeric.count {
        indices[position] += 1
        if indices[position] < numeric[position].width { break }
        indices[position] = 0
        position += 1
      }
      if position == numeric.count { return }
    }
  }

  /// Notes rows in which the product of finite numbers is not finite.
  private func noteProduct(of parts: [TermLayout.Part], _ space: DesignWorkspace, _ tally: inout FeatureTally)
  {
    let product = space.product
    var isFinite = true
    for row in 0..<space.count { isFinite = isFinite && product[row].isFinite }
    if isFinite { return }
    let places = parts.flatMap { factors[$0.factor].expression?.columns ?? [] }.compactMap {
      numberPlaces[$0]
    }
    let columns = parts.flatMap { part in
      (0..<part.width).map { space.factor(factorStarts[part.factor]).advanced(by: $0 * space.count).values }
    }
    guard let first = places.first else { return }
    for row in 0..<space.count where !product[row].isFinite && columns.allSatisfy({ $0[row].isFinite }) {
      let undefined = UndefinedValue(
        row: space.firstRow + row, column: numbers[first].input, value: space.number(first)[row],
        expression: parts.map { factorNames[$0.factor] }.joined(separator: ":"))
      tally.addUndefined(row: undefined.row, undefined)
    }
  }

  /// Finds the column that each row's categories choose; −1 if one of them is its reference and has none.
  private func placeCategories(_ layout: TermLayout, _ space: DesignWorkspace) {
    space.offsets.update(repeating: 0, count: space.count)
    for part in layout.parts {
      guard let category = factors[part.factor].category, let place = levelPlaces[category.column] else {
        continue
      }
      let codes = space.codes(place)
      let (reference, stride) = (Int32(category.reference), Int32(part.stride))
      for row in 0..<space.count {
        var code = codes[row]
        if !part.isFull { code = code == reference ? -1 : code > reference ? code - 1 : code }
        let offset = space.offsets[row]
        space.offsets[row] = offset < 0 || code < 0 ? -1 : offset + code * stride
      }
    }
  }

  /// The product of one column of each factor of numbers, or its derivative; `nil` if there is no factor.
  private func product(
    of parts: [TermLayout.Part], at indices: [Int], _ space: DesignWorkspace, hasSlopes: Bool
  ) -> UnsafePointer<Double>? {
    let columns = zip(parts, indices).map { part, index in
      space.factor(factorStarts[part.factor]).advanced(by: index * space.count)
    }
    guard let first = columns.first else { return nil }
    if columns.count == 1 { return UnsafePointer(hasSlopes ? first.slopes ?? first.values : first.values) }
    let (product, count) = (space.product, space.count)
    guard hasSlopes else {
      product.update(from: first.values, count: count)
      for column in columns.dropFirst() { for row in 0..<count { product[row] *= column.values[row] } }
      return UnsafePointer(product)
    }
    product.update(repeating: 0, count: count)
    for index in columns.indices {
      guard let slopes = columns[index].slopes else { continue }
      for row in 0..<count {
        var value = slopes[row]
        for other in columns.indices where other != index { value *= columns[other].values[row] }
        product[row] += value
      }
    }
    return UnsafePointer(product)
  }
}
