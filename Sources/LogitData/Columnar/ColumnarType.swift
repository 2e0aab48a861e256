/// What the values of a column mean, in a file that stores columns apart, as Parquet and Arrow do.
enum ColumnarType: Sendable, Equatable {
  /// Nothing but missing values.
  case empty
  case boolean
  /// Whole numbers of at most 64 bits. Those without a sign have the bits of one with.
  case integer(isSigned: Bool)
  case single
  case double
  case text
  /// The digits of a whole number, divided by a power of ten.
  case decimal(scale: Int)
  /// Days since 1970.
  case date
  /// The time of the day.
  case time(TimeUnit)
  /// The time since 1970: in universal time, or in a local time that nobody knows the place of.
  case timestamp(TimeUnit, isUniversal: Bool)
  /// Nanoseconds of the day and the Julian day, in 12 bytes; local time.
  case julianTimestamp
  /// Identifiers of 16 bytes.
  case uuid

  /// What the column of a table holds, if its numbers fit.
  var kind: ColumnKind {
    switch self {
    case .boolean: .boolean
    case .integer: .integer
    case .decimal(let scale): scale > 0 ? .numeric : .integer
    case .empty, .single, .double: .numeric
    case .text, .date, .time, .timestamp, .julianTimestamp, .uuid: .string
    }
  }

  /// What the texts are, if they are not stored as such.
  var moments: MomentText.Form? {
    switch self {
    case .date: .date
    case .time: .time
    case .timestamp(_, let isUniversal): .timestamp(isUniversal: isUniversal)
    case .julianTimestamp: .timestamp(isUniversal: false)
    default: nil
    }
  }
}

/// What times are counted in.
enum TimeUnit: Int, Sendable {
  case seconds = 1
  case milliseconds = 1000
  case microseconds = 1_000_000
  case nanoseconds = 1_000_000_000
}

/// A point of time, or a time of the day.
struct Moment: Hashable {
  var seconds: Int64
  /// From 0 up to, not including, 10⁹.
  var nanoseconds: Int32

  /// So many units since 1970, or since midnight.
  init(_ count: Int64, _ unit: TimeUnit) {
    let perSecond = Int64(unit.rawValue)
    let rest = (count % perSecond + perSecond) % perSecond
    // The subtraction cannot overflow after the division, unless a second is the unit, which leaves no rest.
    seconds = count / perSecond - (count % perSecond < 0 ? 1 : 0)
    nanoseconds = Int32(truncatingIfNeeded: rest * (1_000_000_000 / perSecond))
  }

  /// So many days since 1970.
  init(days: Int64) {
    (seconds, nanoseconds) = (days.multipliedReportingOverflow(by: 86_400).partialValue, 0)
  }

  /// A time of the day on a Julian day, as Impala and older versions of Spark store it.
  init(julianDay: Int64, nanosecondsOfDay: Int64) {
    self.init(nanosecondsOfDay, .nanoseconds)
    // That of 1970-01-01. A day has 32 bits, so that this cannot overflow.
    seconds += (julianDay - 2_440_588) * 86_400
  }
}
