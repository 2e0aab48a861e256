/// What rows are divided by, such as their class or group: each distinct value has a number, from 0 in
/// ascending order.
///
/// Numbers are in order of size, also whole numbers that are kept as texts because they have more than 64
/// bits; other texts are in the order of their Unicode code points, and false is before true.
struct RowKeys {
  /// The number of each row's value.
  let numbers: [Int32]
  /// The number of distinct values.
  let count: Int

  private let values: Values

  private enum Values {
    case integers([Int64])
    case numbers([Double])
    case texts([String])
    case booleans([UInt8])
  }

  /// The value with a number, as text.
  func name(of number: Int) -> String {
    switch values {
    case .integers(let values): "\(values[number])"
    case .numbers(let values): values[number].shortText
    case .texts(let values): values[number]
    case .booleans(let values): values[number] == 0 ? "false" : "true"
    }
  }

  /// The keys of a column.
  ///
  /// - Parameter role: What the values are, as a plural noun; used in messages.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` or
  ///   ``DataError/missingKeys(column:role:count:firstRow:)``.
  init(_ table: Table, column name: String, role: String) throws {
    let column = table.columns[try table.index(of: name, role: "column of \(role)")]
    try column.requireNoGaps(role: role)
    switch column.kind {
    case .string: self.init(codes: column.codes, dictionary: column.dictionary)
    case .integer: self.init(column.integers)
    case .boolean:
      let (numbers, values) = Self.number(column.integers)
      self.init(numbers, count: values.count, .booleans(values.map { UInt8($0) }))
    case .numeric:
      let (numbers, values) = Self.number(try column.numbers())
      self.init(numbers, count: values.count, .numbers(values))
    }
  }

  private init(_ numbers: [Int32], count: Int, _ values: Values) {
    (self.numbers, self.count, self.values) = (numbers, count, values)
  }

  /// The keys of whole numbers.
  init(_ keys: [Int]) { self.init(keys.map { Int64($0) }) }

  private init(_ keys: [Int64]) {
    let (numbers, values) = Self.number(keys)
    self.init(numbers, count: values.count, .integers(values))
  }

  /// Only strings that occur get a number: the dictionary may hold more than some selected rows use.
  private init(codes: [Int32], dictionary: [String]) {
    var occurs = [Bool](repeating: false, count: dictionary.count)
    for code in codes { occurs[Int(code)] = true }
    let precedes = dictionary.order
    let order = dictionary.indices.filter { occurs[$0] }.sorted { precedes(dictionary[$0], dictionary[$1]) }
    var numberOfCode = [Int32](repeating: 0, count: dictionary.count)
    for (number, code) in order.enumerated() { numberOfCode[code] = Int32(number) }
    self.init(
      codes.map { numberOfCode[Int($0)] }, count: order.count, .texts(order.map { dictionary[$0] }))
  }

  /// Numbers keys with a lookup table if they lie close together.
  private static func number(_ keys: [Int64]) -> (numbers: [Int32], values: [Int64]) {
    guard let least = keys.min(), let greatest = keys.max() else { return ([], []) }
    let (span, overflow) = greatest.subtractingReportingOverflow(least)
    guard !overflow, span < max(4 * keys.count, 1 << 16) else { return number(sorting: keys) }
    var numberOfKey = [Int32](repeating: -1, count: Int(span) + 1)
    for key in keys { numberOfKey[Int(key &- least)] = 0 }
    var values: [Int64] = []
    for offset in numberOfKey.indices where numberOfKey[offset] == 0 {
      numberOfKey[offset] = Int32(values.count)
      values.append(least + Int64(offset))
    }
    return (keys.map { numberOfKey[Int($0 &- least)] }, values)
  }

  private static func number(_ keys: [Double]) -> (numbers: [Int32], values: [Double]) {
    number(sorting: keys)
  }

  private static func number<Key: Comparable>(sorting keys: [Key]) -> (numbers: [Int32], values: [Key]) {
    var values: [Key] = []
    for key in keys.sorted() where values.last != key { values.append(key) }
    return (keys.map { key in Int32(values.partitioningIndex { $0 >= key }) }, values)
  }
}
