import DemarcheText

extension CoNLLU {
  /// Appends a document: its trees with `# newdoc id`, `# newpar`, `# sent_id` and `# text`.
  ///
  /// `SpaceAfter=No` also stands between sentences that touch, so that the texts of a paragraph join
  /// to what was read. Comments of the trees are left out.
  ///
  /// - Parameters:
  ///   - id: names the document, on one line.
  ///   - metadata: comments of the document, each `name = value`.
  ///   - parts: the trees of each part, such as title and text, whose spans count from the same place;
  ///     a part starts a paragraph.
  /// - Cost: linear in the trees.
  public static func write(
    document id: String, metadata: [String] = [], parts: [[Tree]], to output: inout String
  ) {
    var number = 0
    for trees in parts {
      for (i, tree) in trees.enumerated() {
        number += 1
        var comments: [String] = []
        if number == 1 { comments = ["newdoc id = \(id)"] + metadata }
        if i == 0 || trees[i - 1].paragraph != tree.paragraph { comments.append("newpar") }
        comments.append("sent_id = \(sentenceID(document: id, number: number))")
        comments.append("text = \(text(of: tree))")
        let next = i + 1 < trees.count ? trees[i + 1] : nil
        let touches = next.map { $0.paragraph == tree.paragraph && $0.span.start <= tree.span.end } ?? false
        write(tree.with(comments: comments), touchesNext: touches, to: &output)
      }
    }
  }

  /// The id of a sentence, from that of its document and its number there, from 1.
  ///
  /// Ids of sentences have no spaces, and the slash is reserved in UD: both, and the percent sign, are
  /// written as in URLs, `%2F` for a slash.
  public static func sentenceID(document: String, number: Int) -> String {
    var id = ""
    for scalar in document.unicodeScalars {
      let isPlain = !scalar.properties.isWhitespace && scalar.value >= 0x20 && scalar.value != 0x7F
      if isPlain && scalar != "/" && scalar != "%" {
        id.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          id += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
        }
      }
    }
    return "\(id)-\(number)"
  }
}

extension Tree {
  /// The same tree with other comments.
  public func with(comments: [String]) -> Tree {
    Tree(words: words, multiword: multiword, span: span, paragraph: paragraph, comments: comments)
  }

  /// A tree that stands for words alone, which a parser then analyses: every word hangs from the one
  /// before it, and nothing is known of any.
  ///
  /// - Parameters:
  ///   - forms: at least one, none empty; spans count bytes of the forms joined by spaces.
  ///   - paragraph: from 0.
  public init(forms: [String], paragraph: Int = 0) {
    var words: [Word] = []
    var position = 0
    for form in forms {
      let span = Span(position, position + form.utf8.count)
      position = span.end + 1
      let head = words.isEmpty ? nil : words.count - 1
      words.append(Word(form: form, lemma: "_", upos: .x, head: head, deprel: "_", span: span))
    }
    self.init(words: words, span: Span(0, max(0, position - 1)), paragraph: paragraph)
  }
}
