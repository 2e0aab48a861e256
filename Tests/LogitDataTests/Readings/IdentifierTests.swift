import Logit
import Testing

@testable import LogitData

@Suite struct IdentifierTests {
  private static func isLeftOut(_ column: Column) throws -> Bool {
    try AutomaticChoice(for: column).transform == nil
  }

  @Test(arguments: [
    "id", "ID", "patient_id", "PatientID", "customerId", "Order No.", "order number", "Unnamed: 0", "uuid",
    "id_card", "serial", "index",
  ])
  func `a name can say that a column names rows`(_ name: String) {
    #expect(IdentifierEvidence.isSaid(by: name))
  }

  @Test(arguments: ["width", "humid", "idea", "number_of_rooms", "price index", "codes left", "paid", "1"])
  func `other names do not`(_ name: String) { #expect(!IdentifierEvidence.isSaid(by: name)) }

  @Test func `row numbers name rows, also in a part of a table and in any order`() throws {
    let all = Array(1...240)
    #expect(try Self.isLeftOut(Column("x", integers: all)))
    #expect(try Self.isLeftOut(Column("x", integers: all.filter { $0 % 5 != 0 })))
    var generator = RandomGenerator(seed: 3)
    let mixed = generator.permutation(240).scalars.map { Int($0) }
    #expect(try Self.isLeftOut(Column("x", integers: Array(mixed.prefix(192)))))
    #expect(try Self.isLeftOut(Column("x", integers: Array(mixed.prefix(48)).sorted())))
  }

  @Test func `measurements do not name rows`() throws {
    var generator = RandomGenerator(seed: 4)
    for range in [300, 3_000, 30_000, 1_000_000_000] {
      let values = generator.integers(in: 0..<range, count: 240).scalars.map { Int($0) }
      #expect(try !Self.isLeftOut(Column("length", integers: values)), "\(range)")
    }
    // Minutes in seconds are a grid, and texts of numbers are measured, too.
    #expect(try !Self.isLeftOut(Column("t", integers: (0..<240).map { 60 * $0 })))
    let texts = Column("price", strings: (0..<240).map { "\($0),\($0 * 7 % 10)" })
    let choice = try FeatureSpace.automatic(
      for: Table([texts, Column("z", numbers: (0..<240).map { Double($0) })]))
    #expect(choice.decisions[0].reason == "its texts read as numbers with a decimal comma")
  }

  @Test func `a name and different values together name rows`() throws {
    let scattered = (0..<100).map { $0 * 7919 % 1_000_003 }
    #expect(try Self.isLeftOut(Column("customer_id", integers: scattered)))
    #expect(try !Self.isLeftOut(Column("amount", integers: scattered)))
    #expect(try !Self.isLeftOut(Column("customer_id", integers: scattered.map { $0 % 10 })))
    #expect(try Self.isLeftOut(Column("user", strings: scattered.map { "u\($0)" })))
    #expect(try Self.isLeftOut(Column("user_id", strings: scattered.map { "u\(min($0, 980_000))" })))
  }

  @Test func `whole numbers of more than 64 bits name rows as others do`() throws {
    let large = (0..<100).map { "9\($0 * 7919 % 1_000_003)44674407370955161" }
    #expect(try Self.isLeftOut(Column("customer_id", strings: large)))
    #expect(try !Self.isLeftOut(Column("amount", strings: large)))
    #expect(try !Self.isLeftOut(Column("customer_id", strings: large.indices.map { large[$0 % 10] })))
    // Where there is nothing else, they are numbers.
    let space = try FeatureSpace.automatic(for: Table([Column("customer_id", strings: large)]))
    #expect(space.decisions[0].reason == "it is the only column there is")
  }
}
