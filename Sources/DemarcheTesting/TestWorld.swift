public import DemarcheCoding
import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge

/// A small world of two invented states for tests: its tables are given as text, as a user's would be.
public enum TestWorld {
  /// The files of the world, by their names in `Data/`.
  public static let files: [String: String] = [
    "codebook/version.tsv": "version\tsource\ntest+1\tt",
    "codebook/types.tsv": """
    type\tquad\tscore\trecipient\treciprocal\tfuture\tdrops\tcameo\tmeaning\tsource
    AGREE\t1\t2.5\tno\tyes\t\t\t030\tpromise\tt
    CONSULT\t1\t2.5\tno\tyes\tAGREE\t\t040\tmeet\tt
    THREATEN\t3\t-3.5\tno\tno\t\t\t130\twarn\tt
    ASSAULT\t4\t-9\tno\tyes\t\t\t180\tharm\tt
    SANCTION\t4\t-6\tyes\tno\t\t\t160\tcut\tt
    """,
    "codebook/modes.tsv":
      "type\tmode\tscore\tcameo\tsource\nCONSULT\tvisit\t4\t042\tt\nTHREATEN\tviolence\t-3.5\t138\tt",
    "codebook/contexts.tsv":
      "context\twithin\tsource\nmilitary\t\tt\nelection\t\tt\neconomic\t\tt\ncrime\t\tt\ncorruption\tcrime\tt",
    "codebook/context-sectors.tsv": "context\tsector\tweight\tsource\nmilitary\tMIL\t1\tt",
    "codebook/sectors.tsv":
      "sector\tmeaning\tuse\tsource\nGOV\tgovernment\tgovernment\tt\nMIL\tarmy\t\tt\nCVL\tcivilians\tpeople\tt\nPRE\tpolities\tpolity\tt\nUAF\tgunmen\tarmed\tt\nELI\telites\tformer\tt\nREB\trebels\t\tt",
    "codebook/quads.tsv": "quad\tname\tmaterial_conflict\tsource\n1\tfriendly\tno\tt\n4\thostile\tyes\tt",
    "codebook/cameo.tsv": """
    code\tgoldstein\tsource
    030\t4\tt
    040\t1\tt
    042\t1.9\tt
    130\t-4.4\tt
    138\t-7\tt
    160\t-4\tt
    180\t-9\tt
    """,
    "codebook/crosswalk.tsv": """
    code\ttype\tmode\tcontext\tnote\tsource
    030\tAGREE\t\t\t\tt
    040\tCONSULT\t\t\t\tt
    042\tCONSULT\tvisit\t\t\tt
    130\tTHREATEN\t\t\t\tt
    138\tTHREATEN\tviolence\tmilitary\t\tt
    160\tSANCTION\t\t\t\tt
    180\tASSAULT\t\t\t\tt
    """,
    "knowledge/states.tsv": """
    key\tname\tkind\tcode\tsector\tfrom\tuntil\tsource
    AAA\tArnland\tstate\tAAA\t\t\t\tt
    BBB\tBostria\tstate\tBBB\t\t\t\tt
    """,
    "knowledge/state-names.tsv": """
    key\tform\tkind\tfrom\tuntil\tsource
    AAA\tArnland\tname\t\t\tt
    AAA\tArnish\tadjective\t\t\tt
    AAA\tArnburg\tcapital\t\t\tt
    BBB\tBostria\tname\t\t\tt
    BBB\tPeople's Republic of Bostria\tformal\t\t\tt
    BBB\tBostrian\tadjective\t\t\tt
    BBB\tBostburg\tcapital\t\t\tt
    """,
    "knowledge/organisations.tsv":
      "key\tname\tkind\tcode\tsector\tfrom\tuntil\tsource\nLEAGUE\tLeague of Plains\tigo\tIGO\t\t\t\tt",
    "knowledge/organisation-names.tsv":
      "key\tform\tkind\tfrom\tuntil\tsource\nLEAGUE\tLeague of Plains\tname\t\t\tt",
    "knowledge/heads.tsv": """
    key\toffice\tholder\tshort\tfrom\tuntil\tsource
    AAA\tpresident\tAda Ferrin\tFerrin\t2010-01-10\t2014-01-09\tt
    AAA\tpresident\tOle Brandt\tBrandt\t2014-01-10\t\tt
    """,
    "knowledge/ministers.tsv":
      "key\toffice\tholder\tshort\tfrom\tuntil\tsource\nBBB\tdefense minister\tMila Dorn\tDorn\t2012-05-01\t\tt",
    "knowledge/offices.tsv":
      "key\toffice\tknown_through\tsource\nAAA\tpresident\t2020-12-31\tt\nBBB\tdefense minister\t2020-12-31\tt",
    "knowledge/person-names.tsv": "holder\tform\tsource\nAda Ferrin\tAda Ferrinova\tt",
    "knowledge/state-codes.tsv": """
    key\tsystem\tcode\tfrom\tuntil\tsource
    AAA\tcow\t901\t1950-01-01\t1979-12-31\tt
    AAA\tcow\t902\t1980-01-01\t\tt
    """,
    "knowledge/not-actors.tsv": "form\twhy\tsource\nArnburg Accords\ttreaty\tt",
    "knowledge/places.tsv":
      "name\tcountry\tlat\tlon\tkind\tsize\tgeonameid\tadmin\tsource\nArnburg\tAAA\t10.5\t20.25\tcapital\t5\t1\t\tt",
    "lexicon/en/roles.tsv": """
    form\tsector\talso\toffice\tkind\tsource
    president\tGOV\t\tpresident\tperson\tt
    defense minister\tGOV\tMIL\tdefense minister\tperson\tt
    envoy\tGOV\t\t\tperson\tt
    troop\tMIL\t\t\tgroup\tt
    army\tMIL\t\t\tbody\tt
    rebel\tREB\t\t\tperson\tt
    rioter\tCVL\t\t\tperson\tt
    """,
    "lexicon/en/classes.tsv": """
    class\twords\tsource
    former\tformer, ex\tt
    owning\tof\tt
    domestic-sector\tgov, mil, cvl\tt
    sides\tside, country\tt
    two\ttwo, both\tt
    homeland\tcountry\tt
    say\tsay, tell, claim\tt
    according\taccord\tt
    negation\tnot, no, never\tt
    negative-verb\tfail\tt
    future-aux\twill\tt
    modal\twould, could\tt
    condition\tif, unless\tt
    reported-future\twould\tt
    background\tamid, after\tt
    intend\tplan, intend\tt
    imagine\tfear, risk\tt
    light\thold, launch\tt
    place\tin, at\tt
    talks\ttalk, meeting\tt
    undergone\trescue\tt
    of-object\tof, with\tt
    utterance\tstatement\tt
    unnamed\tthousand\tt
    """,
    "lexicon/en/contexts.tsv": """
    context\tform\tweight\tsource
    election\tballot\t1\tt
    election\tvoter\t1\tt
    election\tcampaign\t0.5\tt
    economic\ttrade\t1\tt
    economic\tbank\t0.5\tt
    economic\trepublic\t1\tt
    crime\tthief\t1\tt
    corruption\tbribe\t1\tt
    corruption\tshell company\t1\tt
    """,
    "lexicon/en/time.tsv": """
    form\tkind\tvalue\tsource
    friday\tweekday\t5\tt
    monday\tweekday\t1\tt
    february\tmonth\t2\tt
    may\tmonth\t5\tt
    december\tmonth\t12\tt
    yesterday\tday\t-1\tt
    year\tunit\tyear\tt
    month\tunit\tmonth\tt
    week\tunit\tweek\tt
    day\tunit\tday\tt
    days\tunit\tday\tt
    weeks\tunit\tweek\tt
    last\tshift\t-1\tt
    next\tshift\t1\tt
    recent\trecent\t\tt
    two\tnumber\t2\tt
    ago\tago\t-1\tt
    """,
  ]

  /// The world's knowledge; traps when the tables above are broken.
  public static let knowledge: Knowledge = {
    do { return try Knowledge(names: files.keys.sorted()) { files[$0] } } catch {
      preconditionFailure("the test world is broken: \(error)")
    }
  }()

  public static var codebook: Codebook { knowledge.codebook }
  public static var classes: WordClasses { knowledge.classes }

  /// A coder with rules given as text; traps when they are broken.
  ///
  /// - Parameter triggers: what is learnt of words at which no rule holds.
  public static func coder(_ rules: String, triggers: Ranker? = nil) -> Coder {
    do {
      let book = RuleBook(
        try RuleReader.read(
          [(name: "rules/en/test.rules", text: rules)], codebook: codebook, classes: classes))
      return Coder(knowledge: knowledge, book: book, triggers: triggers, version: "0", data: "test")
    } catch { preconditionFailure("the rules of the test are broken: \(error)") }
  }
}
