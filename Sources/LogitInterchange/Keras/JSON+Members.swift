import LogitFiles

extension JSON {
  /// The object with another member of a name, or with one more.
  func setting(_ name: String, _ value: JSON) -> JSON {
    var members = object ?? []
    guard let index = members.firstIndex(where: { $0.name == name }) else {
      return .object(members + [Member(name, value)])
    }
    members[index].value = value
    return .object(members)
  }

  /// The object without a member.
  func removing(_ name: String) -> JSON { .object((object ?? []).filter { $0.name != name }) }
}
