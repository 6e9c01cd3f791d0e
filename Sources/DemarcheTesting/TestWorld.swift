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
    "codebook/quads.tsv":
      "quad\tname\tmaterial\tmaterial_conflict\tsource\n1\tfriendly\tno\tno\tt\n4\thostile\tyes\tyes\tt",
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
    stance-say\tsay, tell, quote\tt
    stance-claim\tclaim\tt
    quote\tquote\tt
    as-mark\tas\tt
    hearsay\treportedly\tt
    unsaid\tsay\tt
    complementizer\tthat\tt
    according\taccord\tt
    negation\tnot, no, never\tt
    negative-verb\tfail\tt
    near-negation\tfew, hardly\tt
    nobody\tnobody\tt
    merely\tonly\tt
    until\tuntil\tt
    longer\tlong\tt
    instead\trather than\tt
    refrain\trefrain\tt
    short-of\tfrom, of\tt
    yet\tyet\tt
    deny\tdeny, rule out\tt
    role\tpart\tt
    opinion\tbelieve\tt
    absence\tlack\tt
    negative-noun\tfailure\tt
    topic-verb\tcondemn\tt
    happen\tbegin, take place\tt
    contrast\tbut\tt
    planned\tplan, upcoming\tt
    ahead-of\tahead\tt
    going\tgoing\tt
    planning\tplan, prepare\tt
    wish\twant\tt
    request\turge, want\tt
    aim\tfor\tt
    suspect\taccuse\tt
    possible\tpossible\tt
    first\tfirst\tt
    means\tuse\tt
    proof\tevidence, confirm\tt
    factive\tsee\tt
    inverted\thad\tt
    question-mark\t?\tt
    once\tonce\tt
    era\tday, war, presidency\tt
    past-era\tcold\tt
    reign\tpresidency\tt
    during\tduring, in\tt
    for\tfor\tt
    long-unit\tyear, decade\tt
    month-unit\tmonth\tt
    term-act\tjail\tt
    anniversary\tanniversary\tt
    since-when\tafter, since\tt
    used\tuse\tt
    killed-act\tkill\tt
    killed-fate\tdie\tt
    killed-people\tdeath, dead\tt
    injured-act\twound\tt
    arrested-act\tarrest\tt
    harm\tcasualty\tt
    life\tlife\tt
    crowd\tcrowd\tt
    occasion\ttime, occasion\tt
    portion\tround\tt
    turn\tround\tt
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
    in-role\tas\tt
    pair\tpair\tt
    former-one\tformer\tt
    latter-one\tlatter\tt
    other\tother\tt
    neighbor\tneighbor\tt
    respond\tanswer\tt
    generic-body\tcompany, group\tt
    undergone\trescue\tt
    of-object\tof, with\tt
    utterance\tstatement\tt
    unnamed\tthousand\tt
    """,
    "lexicon/en/given-names.tsv":
      "form\tgender\tsource\nOle\tm\tt\nMila\tf\tt\nAda\tf\tt\nTorben\tm\tt\nLiv\tf\tt",
    "lexicon/en/noun-sorts.tsv": """
    form\tsort\tgender\tsource
    man\tperson\tm\tt
    mr\tperson\tm\tt
    woman\tperson\tf\tt
    guard\tperson\t\tt
    company\tbody\t\tt
    country\tcountry\t\tt
    friday\ttime\t\tt
    fact\tidle\t\tt
    """,
    // The weights of the program's own table.
    "lexicon/en/antecedents.tsv": """
    sign\tweight\tmeaning\tsource
    subject\t1.1\t\tt
    object\t0.5\t\tt
    possessor\t0.5\t\tt
    oblique\t0.2\t\tt
    inside\t-0.5\t\tt
    modifier\t-1.2\t\tt
    back\t-0.6\t\tt
    between\t-0.15\t\tt
    paragraph\t-0.2\t\tt
    chain\t0.9\t\tt
    mentions\t0.45\t\tt
    mentions-of-thing\t0.25\t\tt
    gender\t0.6\t\tt
    named\t0.6\t\tt
    actor\t0.4\t\tt
    parallel\t0.4\t\tt
    own-subject\t1\t\tt
    co-argument\t-1.5\t\tt
    speaker\t1.4\t\tt
    responds\t1.2\t\tt
    quoted-speaker\t-3.5\t\tt
    ahead\t-0.4\t\tt
    acts\t0.9\t\tt
    inert\t-1.5\t\tt
    thing\t-0.8\t\tt
    stranger\t-0.6\t\tt
    several\t-0.5\t\tt
    single\t-2.5\t\tt
    persons\t0.4\t\tt
    joined\t0.3\t\tt
    apart\t-0.6\t\tt
    nobody-person\t0\t\tt
    nobody-thing\t0.2\t\tt
    nobody-several\t0\t\tt
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
    "lexicon/en/numbers.tsv": """
    form\tkind\tvalue\tsource
    nobody\tnumber\t0\tt
    two\tnumber\t2\tt
    three\tnumber\t3\tt
    five\tnumber\t5\tt
    ten\tnumber\t10\tt
    twenty\tnumber\t20\tt
    fifty\tnumber\t50\tt
    both\tnumber\t2\tt
    dozen\tmultiplier\t12\tt
    hundred\tmultiplier\t100\tt
    thousand\tmultiplier\t1000\tt
    million\tmultiplier\t1000000\tt
    a few\trough\t3\tt
    dozens\trough\t24\tt
    tens of thousands\trough\t20000\tt
    at least\tat-least\t0\tt
    more than\tat-least\t1\tt
    up to\tat-most\t0\tt
    fewer than\tat-most\t1\tt
    some\tabout\t\tt
    between\trange-start\t\tt
    and\trange-and\t\tt
    to\trange-middle\t\tt
    -\trange-middle\t\tt
    a\tarticle\t\tt
    .\tfraction\t\tt
    ,\tgroup\t\tt
    twice\ttimes\t2\tt
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
