/// The names and values of UD 2 features that ``Features`` packs into bits, in UD's order of writing.
///
/// Source: universaldependencies.org/u/feat, with the additions of the English treebanks. A name or
/// value that is not listed is kept all the same, as text.
enum FeatureInventory {
  struct Field: Sendable {
    let name: String
    let values: [String]
    /// Whether the field lies in the second word of bits.
    let high: Bool
    let shift: UInt64
    let mask: UInt64
  }

  static let fields: [Field] = layOut([
    ("Abbr", "Yes"),
    ("Animacy", "Anim Hum Inan Nhum"),
    ("Aspect", "Hab Imp Iter Perf Prog Prosp"),
    ("Case", "Abs Acc Erg Nom Abe Ben Cau Cmp Cns Com Dat Dis Equ Gen Ins Par Tem Voc Loc Abl Ade All"),
    ("Clusivity", "Ex In"),
    ("Definite", "Com Cons Def Ind Spec"),
    ("Degree", "Abs Aug Cmp Dim Equ Pos Sup"),
    ("Deixis", "Abv Bel Even Med Nvis Prox Remt"),
    ("Evident", "Fh Nfh"),
    ("ExtPos", "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PRON PROPN SCONJ VERB X"),
    ("Foreign", "Yes"),
    ("Gender", "Com Fem Masc Neut"),
    ("Mood", "Adm Cnd Des Imp Ind Int Irr Jus Nec Opt Pot Prp Qot Sub"),
    ("Number", "Coll Count Dual Grpa Grpl Inv Pauc Plur Ptan Sing Tri"),
    ("NumForm", "Combi Digit Roman Word"),
    ("NumType", "Card Dist Frac Mult Ord Range Sets"),
    ("Person", "0 1 2 3 4"),
    ("Polarity", "Neg Pos"),
    ("Polite", "Elev Form Humb Infm"),
    ("Poss", "Yes"),
    ("PronType", "Art Dem Emp Exc Ind Int Neg Prs Rcp Rel Tot"),
    ("Reflex", "Yes"),
    ("Style", "Arch Coll Expr Form Rare Slng Vrnc Vulg"),
    ("Tense", "Fut Imp Past Pqp Pres"),
    ("Typo", "Yes"),
    ("VerbForm", "Conv Fin Gdv Ger Inf Part Sup Vnoun"),
    ("Voice", "Act Antip Bfoc Cau Dir Inv Lfoc Mid Pass Rcp"),
  ])

  /// The field of a name; nil when the inventory has none.
  @inline(__always)
  static func field(_ name: String) -> Field? {
    let at = Int(places[mark(name)])
    guard at < fields.count, fields[at].name == name else { return nil }
    return fields[at]
  }

  /// The number of the field at the mark of its name; no two names of the inventory have one mark.
  private static let places: [UInt8] = {
    var places = [UInt8](repeating: .max, count: 256)
    for (number, field) in fields.enumerated() {
      precondition(places[mark(field.name)] == .max, "two features have the mark of \(field.name)")
      places[mark(field.name)] = UInt8(number)
    }
    return places
  }()

  /// A small number made of the first, the middle and the last letter and the length of a name.
  ///
  /// The factors were searched for, so that the names of the inventory have marks of their own.
  @inline(__always)
  private static func mark(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last else { return 0 }
      return (Int(first) * 108 + Int(last) * 118 + Int(bytes[bytes.count / 2]) * 119 + bytes.count * 72) & 255
    }
  }

  private static func layOut(_ names: [(String, String)]) -> [Field] {
    var used: UInt64 = 0
    var high = false
    return names.map { name, list in
      let values = list.split(separator: " ").map { String($0) }
      let width = UInt64(UInt64.bitWidth - UInt64(values.count).leadingZeroBitCount)
      if used + width > 64 {
        precondition(!high, "the inventory of features outgrew its two words of bits")
        high = true
        used = 0
      }
      defer { used += width }
      return Field(name: name, values: values, high: high, shift: used, mask: (1 << width) - 1)
    }
  }
}
