import DemarcheHTTP

/// The form in which an answer is sent.
enum APIFormat: String, Sendable, CaseIterable {
  case json, jsonl, csv

  var type: String {
    switch self {
    case .json: "application/json"
    case .jsonl: "application/jsonl"
    case .csv: "text/csv; charset=utf-8"
    }
  }

  /// The type without the set of characters.
  var name: String { names[0] }

  /// The form that a request wants: by the ending of its path, else by `Accept`; the first of the offered when it has no wish.
  ///
  /// - Parameter offered: not empty.
  init(_ request: Request, of offered: [APIFormat]) {
    if let ending = request.format, let format = APIFormat(rawValue: ending) {
      self = format
      return
    }
    let wishes = (request.headers.list("accept") ?? "").split(separator: ",").map { wish in
      wish.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    }
    for wish in wishes {
      guard let format = offered.first(where: { $0.names.contains(wish) }) else { continue }
      self = format
      return
    }
    self = offered.first ?? .json
  }

  /// What a client may call it.
  private var names: [String] {
    switch self {
    case .json: ["application/json"]
    case .jsonl: ["application/jsonl", "application/x-ndjson", "application/x-jsonlines"]
    case .csv: ["text/csv"]
    }
  }
}
