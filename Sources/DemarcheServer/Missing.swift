/// What was asked for and is not there, with the way to what is.
struct Missing: Error {
  var what: String
  var help: String
  /// Where the way out leads.
  var way: Address?
}
