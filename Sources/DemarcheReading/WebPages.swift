extension ReportReader.WebPage {
  /// Whether an operand is an address of the web.
  static func isAddress(_ path: String) -> Bool {
    let text = path.lowercased()
    return text.hasPrefix("http://") || text.hasPrefix("https://")
  }
}

extension ReportReader {
  /// Opens what is at an address of the web, if it may be fetched.
  func open(address: String) throws(Rejection) -> any ReportSource {
    guard let fetch = options.fetch else {
      throw Rejection(
        report: address, error: "an address of the web is not read unasked", help: "--fetch reads it")
    }
    let page = try fetch(address).get()
    let source = LineSource(
      HeldBytes(page.bytes[...]), path: page.address, limit: options.limit, unpacking: options.unpacking)
    let name = page.address.prefix { $0 != "?" && $0 != "#" }
    return try open(Input(name: String(name), source: source, type: page.type))
  }

  /// A page of HTML is one report.
  func page(_ input: Input) throws(Rejection) -> any ReportSource {
    _ = try whole(input)
    throw Rejection(report: input.path, error: "HTML is not read yet")
  }

  /// The entries of a feed are its reports.
  func feed(_ input: Input) throws(Rejection) -> any ReportSource {
    _ = try whole(input)
    throw Rejection(report: input.path, error: "feeds are not read yet")
  }
}

extension ReportReader {
  /// What a page or a feed of the web holds.
  struct WebReports {
    var items: [[Item]]
    /// How many have the day of their capture for want of one of their own.
    var datedByCapture = 0
  }

  /// The reports in the body of a response.
  func webReports(
    of body: ArraySlice<UInt8>, type: String, address: String, captured: String?, language: String?
  ) -> Result<WebReports, Rejection> {
    .failure(Rejection(report: address, error: "HTML is not read yet"))
  }
}
