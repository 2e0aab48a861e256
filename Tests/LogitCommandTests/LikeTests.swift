import Foundation
import Testing

/// `logit fit --like`, as a user runs it.
@Suite struct LikeTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let rows = (0..<90).map { row in
      let value = Double(row * 7919 % 101) / 10
      return "\(value),c\(row % 5),\(value + Double(row % 4) > 6 ? "yes" : "no"),k\(row % 3)\n"
    }
    try logit.write("x,color,y,z\n" + rows.joined(), to: "t.csv")
  }

  @Test("The call, the numbers and what differs are printed, and are in the object")
  func like() throws {
    let output = try logit("fit", "t.csv", "--target", "y", "--exclude", "z", "--like", "r")
    #expect(output.status == 0, "\(output.errors)")
    for text in ["As R has it:", "glm(y ~ x + color, family = binomial", "colorc1", "What is not equal:"] {
      #expect(output.text.contains(text), "\(output.text)")
    }
    let object = try logit("fit", "t.csv", "--target", "y", "--exclude", "z", "--like", "r", "--json").object
    let like = try #require(object?["like"] as? [String: Any])
    #expect(
      Set(like.keys) == ["tool", "call", "differences", "numbers", "intercepts", "coefficients"])
    #expect((like["coefficients"] as? [[String: Any]])?.count == 5)
    #expect((object?["training"] as? [String: Any])?["penalty"] as? String == "none")
    let plain = try logit("fit", "t.csv", "--target", "y", "--json").object
    #expect(plain?["like"] == nil && plain != nil)
  }

  @Test("The call reads the file as it is: separator, decimal mark, lines above, and names that it lacks")
  func reading() throws {
    let rows = (0..<90).map { row in "\(row * 7919 % 101),5;c\(row % 3);\(row * 31 % 7 > 3 ? "yes" : "no")\n"
    }
    try logit.write("A title\n" + rows.joined(), to: "d.csv")
    func call(_ tool: String) throws -> String {
      let output = try logit(
        "fit", "d.csv", "--skip-lines", "1", "--no-header", "--decimal-comma", "--target", "column_3",
        "--missing",
        "none", "--like", tool)
      #expect(output.status == 0, "\(output.errors)")
      return output.text
    }
    let python = try call("sklearn")
    #expect(
      python.contains(
        "pd.read_csv(\"d.csv\", sep=\";\", decimal=\",\", skiprows=range(1), header=None, "
          + "names=[\"column_1\", \"column_2\", \"column_3\"], keep_default_na=False, na_values=[\"\","),
      "\(python)")
    let r = try call("r")
    #expect(
      r.contains(
        "read.csv(\"d.csv\", sep = \";\", dec = \",\", skip = 1, header = FALSE, "
          + "col.names = c(\"column_1\", \"column_2\", \"column_3\"), na.strings = c(\"\","), "\(r)")
    let spark = try call("spark")
    #expect(spark.contains("header=False, inferSchema=True, sep=\";\").toDF(\"column_1\""), "\(spark)")
    #expect(
      spark.contains("Spark MLlib has no option for the decimal comma and for the lines above the header"))
    let plain = try logit("fit", "t.csv", "--target", "y", "--exclude", "z", "--like", "sklearn").text
    #expect(plain.contains("df = pd.read_csv(\"t.csv\")\n"))
  }

  @Test(
    "What a program cannot do is refused with the reason",
    arguments: [
      (["fit", "t.csv", "--target", "z", "--like", "liblinear"], "against the others"),
      (
        ["fit", "t.csv", "--target", "y", "--like", "r", "--epochs", "3"], "--epochs means training in steps"
      ),
      (["fit", "t.csv", "--target", "y", "--like", "keras", "--solver", "newton"], "--like keras means"),
      (
        ["fit", "t.csv", "--target", "y", "--like", "keras", "--bounds", "x=0:1"],
        "--bounds needs the optimum"
      ),
      (["cv", "t.csv", "--target", "y", "--like", "sklearn"], "only glmnet follows a path"),
      (["path", "t.csv", "--target", "y", "--like", "r"], "only glmnet follows a path"),
    ])
  func refused(arguments: [String], reason: String) throws {
    let output = try logit.run(arguments)
    #expect(output.status != 0 && output.errors.contains(reason), "\(output.errors)")
  }
}
