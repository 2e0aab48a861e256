import Logit

extension FeatureSpace {
  /// Features whose transforms know all they need, such as means that come from another tool.
  ///
  /// - Parameter transforms: Transforms that have learned, at least one.
  package init(known transforms: [any FeatureTransform]) {
    self.init(transforms: transforms, reasons: [], readings: [:], isAdapted: true)
  }

  /// The same features of columns of other names.
  ///
  /// - Parameter names: The names by what they are here; others stay.
  package func renaming(_ names: [String: String]) throws -> FeatureSpace {
    let renamed = try transforms.map { transform in
      let members = transform.json.object?.map { member -> JSON.Member in
        guard member.name == "column", let name = member.value.string.flatMap({ names[$0] }) else {
          return member
        }
        return JSON.Member("column", .string(name))
      }
      return try Self.transform(.object(members ?? []), custom: [])
    }
    return FeatureSpace(known: renamed)
  }
}
