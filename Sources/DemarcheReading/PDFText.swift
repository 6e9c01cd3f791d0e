import DemarcheReportLines
import DemarcheText
import Glibc

extension ReportReader {
  /// A document in PDF is one report: the text that `pdftotext` of poppler finds in it, in the order of reading.
  ///
  /// The program runs as a child of its own with a limit of time, so that a file made to break it breaks nothing else.
  func pdf(_ input: Input) throws(Rejection) -> any ReportSource {
    let bytes = try whole(input)
    let text = try PDFText.text(of: bytes, path: input.path, limit: options.limit)
    var draft = Draft(id: input.path)
    (draft.text, draft.replaced) = ReportReader.text(of: text[...])
    guard draft.text.utf8.contains(where: { $0 > 0x20 }) else {
      throw Rejection(
        report: input.path, error: "the PDF holds no text",
        help: "it is a picture of pages: make it text with OCR")
    }
    if let export = exported(draft.text, input) { return export }
    draft.text = Paragraphs.joined(PDFText.lines(of: draft.text))
    return Held(.pdf, [items(draft)])
  }

  /// The export of an archive of news that a document holds; nil when it is a document of its own.
  func exported(_ text: String, _ input: Input) -> (any ReportSource)? {
    let bytes = Array(text.utf8)
    guard let format = ArchiveExport.format(of: bytes.prefix(ReportReader.headLength), options.layouts) else {
      return nil
    }
    let source = LineSource(HeldBytes(bytes[...]), path: input.path, limit: options.limit)
    return ArchiveExport(reader: self, source: source, format: format)
  }
}

/// One run of `pdftotext`.
enum PDFText {
  private static let program = "pdftotext"
  /// Seconds that a document may take.
  private static let patience = 60

  /// The text of a document; a form feed ends each page.
  static func text(of bytes: [UInt8], path: String, limit: Int) throws(Rejection) -> [UInt8] {
    func fault(_ error: String, _ help: String? = nil) -> Rejection {
      Rejection(report: path, error: error, help: help)
    }
    // The document lies in a file without a name, so that nothing is left behind whatever happens.
    var template = Array("/tmp/demarche-pdf-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    let document = mkstemp(&template)
    guard document >= 0 else {
      throw fault("cannot write a passing file: \(String(cString: strerror(errno)))")
    }
    defer { close(document) }
    keepToItself(document)
    unlink(template)
    var at = 0
    while at < bytes.count {
      let wrote = bytes.withUnsafeBytes { write(document, $0.baseAddress.map { $0 + at }, bytes.count - at) }
      guard wrote > 0 else { throw fault("cannot write a passing file: \(String(cString: strerror(errno)))") }
      at += wrote
    }
    lseek(document, 0, SEEK_SET)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw fault("cannot make a pipe") }
    defer { close(ends[0]) }
    ends.forEach(keepToItself)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, document, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments: [String] = [program, "-q", "-enc", "UTF-8", "-", "-"]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let spawned = posix_spawnp(&child, program, &actions, nil, words, environ)
    close(ends[1])
    guard spawned == 0 else {
      throw fault(
        "PDF needs the program pdftotext, which is not there",
        "install poppler-utils (Debian, Ubuntu), or give text")
    }
    let (text, isInTime) = output(of: ends[0], limit: limit)
    if !isInTime || text == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard isInTime else {
      throw fault("no text after \(patience) seconds", "print it to a new PDF, or give text")
    }
    guard let text else { throw fault("the text is longer than \(limit >> 20) MB", "split the document") }
    guard status == 0 || !text.isEmpty else {
      throw fault("the PDF is damaged or locked", "print it to a new PDF")
    }
    return text
  }

  /// The lines of a document without its pages: numbers of pages are dropped, and a sentence that goes on upon the next
  /// page goes on in the next line.
  static func lines(of text: String) -> [String] {
    var lines: [String] = []
    for page in text.split(separator: "\u{0C}") {
      var own = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
      func isEdge(_ line: String) -> Bool { line.allSatisfy { $0.isNumber || $0.isWhitespace } }
      while let last = own.last, isEdge(last) { own.removeLast() }
      while let first = own.first, isEdge(first) { own.removeFirst() }
      let goesOn = own.first?.first?.isLowercase ?? false
      if !lines.isEmpty, !goesOn { lines.append("") }
      lines += own
    }
    return lines
  }

  /// What comes out of a pipe; nil when it is more than the limit, false when it took too long.
  private static func output(of pipe: Int32, limit: Int) -> ([UInt8]?, isInTime: Bool) {
    var text: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let end = seconds() + patience
    while true {
      var waited = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waited, 1, Int32(max(0, end - seconds()) * 1000))
      if ready == 0 { return ([], false) }
      if ready < 0, errno == EINTR { continue }
      let got = read(pipe, &block, block.count)
      if got <= 0 { return (text, true) }
      text += block[..<got]
      if text.count > limit { return (nil, true) }
    }
  }

  /// A child that is started gets the descriptor only where it is given to it.
  private static func keepToItself(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  private static func seconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
