/// A field that can be searched in, and the parameters of an address that say the same.
struct SearchField: Sendable {
  /// What stands before the colon.
  let name: String
  let parameter: String
  /// The parameter that leaves out what the field has; nil where nothing can be left out.
  var exclusion: String?
  /// Whether a parameter takes several values, with commas between them.
  var isList = false

  static let all = [
    SearchField(name: "actor", parameter: "actor", exclusion: "not-actor"),
    SearchField(name: "recipient", parameter: "recipient", exclusion: "not-recipient"),
    SearchField(name: "with", parameter: "with"),
    SearchField(name: "pair", parameter: "pair"),
    SearchField(name: "event", parameter: "event", exclusion: "not-event", isList: true),
    SearchField(name: "quad", parameter: "quad", exclusion: "not-quad", isList: true),
    SearchField(name: "source", parameter: "source", exclusion: "not-source", isList: true),
    SearchField(name: "source-type", parameter: "source-type"),
    SearchField(name: "country", parameter: "country"), SearchField(name: "place", parameter: "place"),
    SearchField(name: "speaker", parameter: "speaker"),
    SearchField(name: "mark", parameter: "aux", exclusion: "without", isList: true),
    SearchField(name: "from", parameter: "from"), SearchField(name: "until", parameter: "until"),
    SearchField(name: "confidence", parameter: "confidence"), SearchField(name: "rule", parameter: "rule"),
    SearchField(name: "report", parameter: "report"), SearchField(name: "incident", parameter: "incident"),
    SearchField(name: "since", parameter: "since"), SearchField(name: "negated", parameter: "negated"),
  ]

  /// The parameters of an address that narrow a search, in the order of the fields; words first.
  static let parameters =
    ["text", "not-text"] + all.flatMap { [$0.parameter, $0.exclusion].compactMap(\.self) }
}
