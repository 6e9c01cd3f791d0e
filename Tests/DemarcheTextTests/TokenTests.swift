import DemarcheText
import Testing

@Suite struct TokenTests {
  static let cases: [(id: String, text: String, tokens: String)] = [
    ("negation", "They don't agree", "They do|n't agree"),
    ("curly negation", "They won’t agree", "They wo|n’t agree"),
    ("possessive", "Chad's border", "Chad|'s border"),
    ("curly possessive", "Chad’s border", "Chad|’s border"),
    ("possessive of a plural", "the rebels' camp", "the rebels|' camp"),
    ("pronoun", "We've seen it's late", "We|'ve seen it|'s late"),
    ("cannot", "It cannot hold", "It can|not hold"),
    ("without apostrophe", "We dont know", "We do|nt know"),
    ("single quotes", "the 'peace plan' failed", "the ' peace plan ' failed"),
    ("name with an apostrophe", "the Shi'ite leader", "the Shi'ite leader"),
    ("hyphen", "a 12-year-old deal", "a 12 - year - old deal"),
    ("prefix", "an anti-war rally", "an anti-war rally"),
    ("dash", "talks -- again -- failed", "talks -- again -- failed"),
    ("long dash", "talks—again—failed", "talks — again — failed"),
    ("date", "on 3/14/2021 and 2021-03-14", "on 3/14/2021 and 2021-03-14"),
    ("time", "at 5:30 pm", "at 5:30 pm"),
    ("unit", "at 10am for 20km", "at 10 am for 20 km"),
    ("ordinal and decade", "the 20th of the 1990s", "the 20th of the 1990s"),
    ("decades", "the 1980's and '90s", "the 1980's and '90s"),
    ("fraction without its nought", "a mean of .47 and (.5)", "a mean of .47 and ( .5 )"),
    ("plus", "call +31 now", "call +31 now"),
    ("telephone", "call 1-212-555-0199 or 212/555-0143", "call 1-212-555-0199 or 212/555-0143"),
    ("range", "pages 12-15", "pages 12 - 15"),
    ("name of a file", "open PLAN.DOC first", "open PLAN.DOC first"),
    ("stock exchange", "Brill <BRL.N> rose", "Brill < BRL.N > rose"),
    ("initials before a hyphen", "the UN-led talks", "the UN - led talks"),
    ("number sign without figures", "They said no. Then they left", "They said no . Then they left"),
    ("number sign", "see no. 5", "see no. 5"),
    ("year of birth", "Oke (b. 1961) spoke", "Oke ( b. 1961 ) spoke"),
    ("degree", "a Ph.D. in law", "a Ph.D. in law"),
    ("stop of its own behind initials", "in Quito, D.C..", "in Quito , D.C. ."),
    ("capitals with a possessive", "THE REBELS' CAMP", "THE REBELS|' CAMP"),
    ("address behind a colon", "read:https://example.org/x now", "read : https://example.org/x now"),
    ("mail behind a curly apostrophe", "see n’203@808 now", "see n ’ 203@808 now"),
    ("mail with a letter beyond ASCII", "to jö.müller@example.org now", "to jö.müller@example.org now"),
    ("mail in angles", "Desk:<desk@example.org>", "Desk : < desk@example.org >"),
    ("list that ends with etc.", "They sold arms, oil, etc.", "They sold arms , oil , etc ."),
    ("money", "$2.5m, US$3 and €4", "$ 2.5 m , US$ 3 and € 4"),
    ("percent", "up 7%", "up 7 %"),
    ("slash", "and/or", "and / or"),
    ("address", "see https://example.org/a,b?c=1.", "see https://example.org/a,b?c=1 ."),
    ("bare address", "see www.example.org today", "see www.example.org today"),
    ("mail", "write to desk@example.org.", "write to desk@example.org ."),
    ("ampersand", "AT&T and Smith & Sons", "AT&T and Smith & Sons"),
    ("no-break space", "5\u{A0}km", "5 km"),
    ("accents", "São Tomé's president", "São Tomé|'s president"),
  ]

  @Test("tokens follow the treebank", arguments: cases.indices)
  func tokensFollowTheTreebank(_ index: Int) throws {
    let (id, text, tokens) = TokenTests.cases[index]
    #expect(try shown(text).joined(separator: " ") == tokens, "\(id)")
  }

  @Test("every character that is no space lies in exactly one token")
  func nothingIsLost() throws {
    let text = "“Don’t,” he said — in Sept. — to (the) U.S. envoy’s 3 aides… ok?!\n• a/b"
    let bytes = Array(text.utf8)
    var covered = [Int](repeating: 0, count: bytes.count)
    for token in Segmenter(lexicon: try englishLexicon()).sentences(in: text).flatMap(\.tokens) {
      for i in token.span.start..<token.span.end { covered[i] += 1 }
      if let first = token.words.first, let last = token.words.last {
        #expect(first.start == token.span.start && last.end == token.span.end)
        #expect(zip(token.words, token.words.dropFirst()).allSatisfy { $0.end == $1.start })
      }
    }
    for (i, byte) in bytes.enumerated() {
      #expect(covered[i] == (byte == 0x20 || byte == 0x0A ? 0 : 1), "byte \(i)")
    }
  }
}
