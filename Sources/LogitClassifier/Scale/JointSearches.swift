import Logit
import LogitFiles

/// Searches over the same rows at the same time, so that one pass over the rows serves all of them.
///
/// Each has a thread of its own, and waits with what it wants to know of the rows until all others want something too
/// or have ended. Whoever began them then goes through the rows once. What each is told is the same as if it had been
/// alone.
final class JointSearches: Sendable {
  /// What a search wants to know of all rows.
  enum Question {
    case moments(CountedRows, pivot: [Double])
    case sums(SumsQuery)
  }

  /// What it is told.
  enum Answer {
    case moments(ColumnMoments.Part)
    case sums(PartialSums)
  }

  private struct Desk {
    /// The searches that have not ended.
    var going: Int
    /// What those that wait want to know, by their number.
    var questions: [Int: Question] = [:]
    var answers: [Int: Result<Answer, any Error>] = [:]
    var results: [Int: Result<LogisticModel, any Error>] = [:]
    /// Whether all are to end.
    var isCancelled = false
  }

  private let desk: Monitor<Desk>

  private init(count: Int) { desk = Monitor(Desk(going: count)) }

  /// Goes through searches.
  ///
  /// - Parameters:
  ///   - count: Their number.
  ///   - cache: The rows.
  ///   - isCancelled: Asked before each pass over the rows; all searches are given up where it says yes.
  ///   - onEnd: Called when a search has ended, with how many have.
  ///   - search: Goes through the search of a number, asking the closure that it is handed.
  /// - Returns: What each has found; `nil` if they were given up.
  /// - Throws: What the first search throws that fails, by its number, and what reading the rows throws.
  static func run(
    _ count: Int, over cache: RowCache, isCancelled: () -> Bool, onEnd: (Int) -> Void = { _ in },
    _ search:
      @escaping @Sendable (Int, _ ask: @escaping @Sendable (Question) throws -> Answer) throws ->
      LogisticModel
  ) throws -> [LogisticModel]? {
    let searches = JointSearches(count: count)
    var alone: [Int] = []
    for number in 0..<count {
      let hasBegun = OwnThread.start {
        searches.end(number, Result { try search(number) { try searches.ask($0, number) } })
      }
      if !hasBegun { alone.append(number) }
    }
    // Those for which the system has no thread wait for nobody.
    searches.desk.change { $0.going -= alone.count }
    var toldCount = 0
    func tellOfEnded() {
      let endedCount = searches.desk.wait { $0.results.count }
      while toldCount < endedCount {
        toldCount += 1
        onEnd(toldCount)
      }
    }
    while let questions = searches.questions() {
      if isCancelled() { searches.desk.change { $0.isCancelled = true } }
      searches.answer(questions, cache)
      tellOfEnded()
    }
    for number in alone {
      guard !isCancelled() else { return nil }
      let result = Result { try search(number) { try cache.answer(to: $0) } }
      searches.desk.change { $0.results[number] = result }
    }
    tellOfEnded()
    return try searches.found()
  }

  private func end(_ number: Int, _ result: Result<LogisticModel, any Error>) {
    desk.change { desk in
      desk.going -= 1
      desk.results[number] = result
      if case .failure = result { desk.isCancelled = true }
    }
  }

  /// Hands in a question, and waits for its answer.
  private func ask(_ question: Question, _ number: Int) throws -> Answer {
    desk.change { $0.questions[number] = question }
    return try desk.wait { $0.answers.removeValue(forKey: number) }.get()
  }

  /// What is asked once all searches wait that have not ended; `nil` if all have.
  private func questions() -> [Int: Question]? {
    desk.wait { desk -> [Int: Question]?? in
      guard desk.questions.count == desk.going else { return .none }
      defer { desk.questions = [:] }
      return .some(desk.going == 0 ? nil : desk.questions)
    }
  }

  private func answer(_ questions: [Int: Question], _ cache: RowCache) {
    var answers: [Int: Result<Answer, any Error>]
    do {
      guard !desk.wait(for: { $0.isCancelled }) else { throw CancellationError() }
      answers = try cache.answers(to: questions).mapValues { .success($0) }
    } catch {
      answers = questions.mapValues { _ in .failure(error) }
    }
    desk.change { $0.answers = answers }
  }

  private func found() throws -> [LogisticModel]? {
    let results = desk.wait { desk in desk.results.sorted { $0.key < $1.key }.map(\.value) }
    for case .failure(let error) in results where !(error is CancellationError) { throw error }
    let models = results.compactMap { try? $0.get() }
    return models.count == results.count ? models : nil
  }
}

extension RowCache {
  fileprivate func answer(to question: JointSearches.Question) throws -> JointSearches.Answer {
    switch question {
    case .moments(let rows, let pivot): .moments(try moments(rows, pivot: pivot))
    case .sums(let query): .sums(try sums(query))
    }
  }

  /// Answers questions, those of each kind in one pass.
  fileprivate func answers(
    to questions: [Int: JointSearches.Question]
  ) throws -> [Int: JointSearches.Answer] {
    var (moments, sums): ([(Int, CountedRows, [Double])], [(Int, SumsQuery)]) = ([], [])
    for (number, question) in questions {
      switch question {
      case .moments(let rows, let pivot): moments.append((number, rows, pivot))
      case .sums(let query): sums.append((number, query))
      }
    }
    var answers: [Int: JointSearches.Answer] = [:]
    if !moments.isEmpty {
      for (place, part) in try self.moments(moments.map { ($0.1, pivot: $0.2) }).enumerated() {
        answers[moments[place].0] = .moments(part)
      }
    }
    if !sums.isEmpty {
      for (place, found) in try self.sums(sums.map(\.1), ofUnits: 0..<unitCount).enumerated() {
        answers[sums[place].0] = .sums(found)
      }
    }
    return answers
  }
}
