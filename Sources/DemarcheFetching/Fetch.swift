internal import CTransfer
import Glibc

/// Asks for what is at addresses of the web: no cookies, no passwords, and only `http` and `https`.
///
/// Each redirection is looked at like an address of its own, and each connection is judged by the number that it is
/// really made to, so that no name leads into a private network. libcurl is loaded when the first address is asked for.
public struct Fetch: Sendable {
  /// Who asks, so that whoever keeps the server can tell and can ask to be left alone.
  public var agent: String
  /// The longest body, in bytes as unpacked.
  public var limit = 16 << 20
  /// Seconds for one address with all its redirections' own.
  public var seconds = 60
  /// How many redirections are followed.
  public var redirections = 5
  /// Whether this machine and private networks may be asked too.
  public var allowsPrivate = false

  public init(agent: String) { self.agent = agent }

  /// What is remembered of an answer, so that the same is not sent again.
  public struct Known: Hashable, Sendable, Codable {
    public var etag: String?
    public var modified: String?

    public init(etag: String? = nil, modified: String? = nil) {
      self.etag = etag
      self.modified = modified
    }
  }

  /// What a server sent.
  public struct Answer: Hashable, Sendable {
    /// Where it was found after all redirections.
    public var address: String
    /// Where it will be found from now on, when the server says that it has moved for good.
    public var moved: String?
    /// As the server names it: "text/html; charset=utf-8".
    public var type: String?
    public var known: Known
    /// nil when nothing changed since what is known.
    public var body: [UInt8]?
  }

  /// Why there is no answer.
  public struct Failure: Error, Hashable, Sendable {
    public var address: String
    public var error: String
    public var help: String?
    /// The seconds after which the server wants to be asked again, when it says so.
    public var retryAfter: Int?
    /// Whether the server says that there will never be anything.
    public var isGone = false
    /// Whether the server asks for fewer questions.
    public var isRateLimited = false
  }

  /// Asks for an address.
  ///
  /// - Parameter known: what was sent before; nothing is sent when it is still the same.
  public func get(_ text: String, known: Known = Known()) -> Result<Answer, Failure> {
    func failure(_ error: String, _ help: String? = nil) -> Result<Answer, Failure> {
      .failure(Failure(address: text, error: error, help: help))
    }
    if let fault = transfer_load() {
      return failure(String(cString: fault), "install libcurl4 (Debian, Ubuntu)")
    }
    var at = text
    var moved: String?
    var isForGood = true
    for _ in 0...max(0, redirections) {
      guard let address = Address(at) else {
        let redirected = at == text ? "" : "it leads to \(at): "
        return failure(
          "\(redirected)no address of the web", "http:// or https://, without a name and password")
      }
      let response: Response
      switch ask(address, known: known) {
      case .failure(var failure):
        failure.address = text
        return .failure(failure)
      case .success(let found): response = found
      }
      switch response.status {
      case 200, 203:
        return .success(
          Answer(
            address: at, moved: moved, type: response["content-type"],
            known: Known(etag: response["etag"], modified: response["last-modified"]), body: response.body))
      case 304:
        return .success(Answer(address: at, moved: moved, type: nil, known: known, body: nil))
      case 301, 302, 303, 307, 308:
        guard let next = response.redirection else { return failure("a redirection that leads nowhere") }
        isForGood = isForGood && (response.status == 301 || response.status == 308)
        at = next
        if isForGood { moved = next }
      default:
        return .failure(refusal(text, response))
      }
    }
    return failure("more than \(redirections) redirections")
  }

  private func refusal(_ address: String, _ response: Response) -> Failure {
    let wait = response["retry-after"].flatMap { value -> Int? in
      if let seconds = Int(value) { return max(0, seconds) }
      // A date is counted from the server's own clock.
      let then = transfer_date(value)
      let now = response["date"].map { transfer_date($0) } ?? -1
      return then >= 0 && now >= 0 ? max(0, then - now) : nil
    }
    let help: String? =
      switch response.status {
      case 401, 402, 403, 451: "the server does not give it to programs; ask whoever keeps it"
      case 404, 410: "check the address"
      case 429, 503: "ask again later" + (wait.map { ", in \($0) seconds" } ?? "")
      default: nil
      }
    return Failure(
      address: address, error: "the server answers \(response.status)", help: help, retryAfter: wait,
      isGone: response.status == 410,
      isRateLimited: response.status == 429 || (response.status == 503 && wait != nil))
  }

  // MARK: One transfer

  /// One response of a server, as it comes in.
  private final class Response {
    let limit: Int
    let allowsPrivate: Bool
    var status = 0
    var fields: [String: String] = [:]
    var body: [UInt8] = []
    var isTooLong = false
    var redirection: String?

    /// Whether the machine may not be connected to.
    var isRefused = false

    init(limit: Int, allowsPrivate: Bool) {
      self.limit = limit
      self.allowsPrivate = allowsPrivate
    }

    func mayConnect(_ address: UnsafePointer<sockaddr>) -> Bool {
      if allowsPrivate { return true }
      isRefused = NetworkAddress(address)?.isPrivate ?? true
      return !isRefused
    }

    subscript(name: String) -> String? { fields[name] }

    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
      guard body.count + bytes.count <= limit else {
        isTooLong = true
        return false
      }
      body.append(contentsOf: bytes)
      return true
    }

    func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
      let line = String(decoding: bytes, as: UTF8.self)
      // Behind a response that only says to go on comes another.
      if line.hasPrefix("HTTP/") { fields = [:] }
      guard let colon = line.firstIndex(of: ":"), fields.count < 200 else { return fields.count < 200 }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields[line[..<colon].lowercased()] = String(
        value.reversed().drop { $0.isWhitespace }.reversed())
      return true
    }
  }

  private func ask(_ address: Address, known: Known) -> Result<Response, Failure> {
    func failure(_ error: String, _ help: String? = nil) -> Result<Response, Failure> {
      .failure(Failure(address: address.text, error: error, help: help))
    }
    guard let handle = transfer_open() else { return failure("there is no memory") }
    defer { transfer_close(handle) }
    var lines: UnsafeMutablePointer<curl_slist>?
    if let etag = known.etag { lines = transfer_add(lines, "If-None-Match: \(etag)") }
    if let modified = known.modified { lines = transfer_add(lines, "If-Modified-Since: \(modified)") }
    defer { transfer_free(lines) }
    transfer_set_text(handle, CURLOPT_URL, address.text)
    transfer_set_text(handle, CURLOPT_USERAGENT, agent)
    // All packings that libcurl knows; the limit counts what is unpacked.
    transfer_set_text(handle, CURLOPT_ACCEPT_ENCODING, "")
    transfer_set_number(handle, CURLOPT_PROTOCOLS, Int(CURLPROTO_HTTP | CURLPROTO_HTTPS))
    transfer_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
    transfer_set_number(handle, CURLOPT_NOSIGNAL, 1)
    transfer_set_number(handle, CURLOPT_TIMEOUT, seconds)
    transfer_set_number(handle, CURLOPT_CONNECTTIMEOUT, min(seconds, 20))
    transfer_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
    let response = Response(limit: limit, allowsPrivate: allowsPrivate)
    let context = Unmanaged.passUnretained(response).toOpaque()
    var gate = transfer_gate(
      may_connect: { address, context in
        guard let context else { return 0 }
        return Unmanaged<Response>.fromOpaque(context).takeUnretainedValue().mayConnect(address) ? 1 : 0
      }, context: context)
    let code = withUnsafeMutablePointer(to: &gate) { gate in
      transfer_set_callbacks(
        handle,
        { bytes, size, count, context in
          guard let context else { return 0 }
          let response = Unmanaged<Response>.fromOpaque(context).takeUnretainedValue()
          return response.take(.init(start: bytes, count: size * count)) ? size * count : 0
        },
        { bytes, size, count, context in
          guard let context else { return 0 }
          let response = Unmanaged<Response>.fromOpaque(context).takeUnretainedValue()
          return response.takeHead(.init(start: bytes, count: size * count)) ? size * count : 0
        }, context, gate)
      return withExtendedLifetime(response) { transfer_perform(handle) }
    }
    guard code == CURLE_OK else {
      if response.isTooLong { return failure("longer than \(limit >> 20) MB") }
      if response.isRefused {
        return failure("the address is in a private network", "--allow-private fetches from there too")
      }
      return failure(String(cString: transfer_error(code)), "check the address and the network")
    }
    response.status = transfer_number(handle, CURLINFO_RESPONSE_CODE)
    response.redirection = transfer_text(handle, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
    return .success(response)
  }
}
