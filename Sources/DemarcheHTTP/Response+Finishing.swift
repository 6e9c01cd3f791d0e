extension Response {
  /// Bytes below which packing is not worth its while.
  private static var smallest: Int { 1024 }

  /// As it is sent for a request: 304 when the client has it, packed when it takes that, with the fields that keep pages
  /// from doing harm.
  func finished(for request: Request) -> Response {
    var response = unlessKnown(to: request).packed(for: request)
    for field in SecurityHeaders.all { response.headers.setDefault(field.name, field.value) }
    return response
  }

  private func unlessKnown(to request: Request) -> Response {
    guard status == 200, let tag = headers["ETag"].flatMap(EntityTag.init(sent:)), request.has(tag) else {
      return self
    }
    var known = self
    known.status = 304
    known.body = .bytes([])
    for name in ["Content-Type", "Content-Encoding", "Content-Disposition"] { known.headers[name] = nil }
    known.headers.addVary("Accept-Encoding")
    return known
  }

  private func packed(for request: Request) -> Response {
    guard let type = headers["Content-Type"], ContentCoding.isText(type) else { return self }
    var response = self
    response.headers.addVary("Accept-Encoding")
    guard request.acceptsGzip, headers["Content-Encoding"] == nil else { return response }
    switch body {
    case .bytes(let bytes):
      guard bytes.count > Response.smallest, let packed = Gzip.pack(bytes) else { return response }
      response.body = .bytes(packed)
    case .stream(let next):
      guard let packing = GzipPacking() else { return response }
      response.body = .stream { desk in try packing.next { try next(desk) } }
    }
    response.headers["Content-Encoding"] = "gzip"
    // The packed bytes are others, so only the weak tag holds for both.
    if let tag = headers["ETag"].flatMap(EntityTag.init(sent:)) {
      response.headers["ETag"] = EntityTag(tag.name, isWeak: true).description
    }
    return response
  }
}

extension Headers {
  /// Says that the answer depends on a field of the request.
  mutating func addVary(_ name: String) {
    guard let vary = list("Vary") else { return add("Vary", name) }
    let names = vary.split(separator: ",").map { $0.trimmed.lowercased() }
    if !names.contains(name.lowercased()), !names.contains("*") { self["Vary"] = vary + ", " + name }
  }
}
