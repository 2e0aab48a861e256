// One classifier that any number of tasks predict with at the same time.

import LogitClassifier

let table = Dataset.iris().table
let classifier = try Classifier.fit(table, target: "species").classifier

// The class of each row, every row predicted by a task of its own
let names = try await withThrowingTaskGroup(of: (Int, String).self) { group in
  for row in 0..<table.rowCount {
    group.addTask { (row, try classifier.predict(table.rows(at: [row])).className(row: 0)) }
  }
  var names = [Int: String]()
  for try await (row, name) in group { names[row] = name }
  return names
}
print("\(names.count) rows, the first of \(names[0] ?? ""), the last of \(names[table.rowCount - 1] ?? "")")
