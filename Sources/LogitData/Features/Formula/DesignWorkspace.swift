/// The memory that a ``DesignReader`` works in, for one thread.
final class DesignWorkspace {
  private let numbers: UnsafeMutablePointer<Double>
  private let levels: UnsafeMutablePointer<Int32>
  private let layout: Layout
  /// The number of rows that were read.
  var count = 0
  /// The first of them, counted in the piece of the table.
  var firstRow = 0

  /// Where the columns of each kind begin, in columns of a block's length.
  private struct Layout {
    let factors: Int
    let scratch: Int
    let product: Int
    /// How much further on the derivatives are; 0 if there are none.
    let slopes: Int
    let offsets: Int
  }

  init(for reader: DesignReader) {
    let factorCount = reader.factorStarts[reader.factorStarts.count - 1]
    let slopes = factorCount + reader.scratchCount
    let product = reader.numberCount + slopes * (reader.variable == nil ? 1 : 2)
    layout = Layout(
      factors: reader.numberCount, scratch: reader.numberCount + factorCount, product: product,
      slopes: reader.variable == nil ? 0 : slopes, offsets: reader.levelCount)
    // Every number is written before it is read.
    numbers = .allocate(capacity: (product + 1) * DesignReader.blockLength)
    levels = .allocate(capacity: (reader.levelCount + 1) * DesignReader.blockLength)
  }

  deinit {
    numbers.deallocate()
    levels.deallocate()
  }

  private func column(_ index: Int) -> UnsafeMutablePointer<Double> {
    numbers + index * DesignReader.blockLength
  }

  private func numberColumn(_ index: Int) -> NumberColumn {
    NumberColumn(values: column(index), slopes: layout.slopes > 0 ? column(index + layout.slopes) : nil)
  }

  /// The numbers of an input.
  func number(_ index: Int) -> UnsafeMutablePointer<Double> { column(index) }

  /// The columns of a factor, one after the other, each as long as there are rows.
  func factor(_ start: Int) -> NumberColumn { numberColumn(layout.factors + start) }

  /// Room for what is worked out on the way.
  var scratch: NumberColumn { numberColumn(layout.scratch) }

  /// Room for the product of factors.
  var product: UnsafeMutablePointer<Double> { column(layout.product) }

  /// The levels of an input.
  func codes(_ index: Int) -> UnsafeMutablePointer<Int32> { levels + index * DesignReader.blockLength }

  /// Room for the column that each row's categories choose.
  var offsets: UnsafeMutablePointer<Int32> { codes(layout.offsets) }
}
