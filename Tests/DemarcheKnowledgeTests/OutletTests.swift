import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import Testing

@Suite("Outlets and groups of states")
struct OutletTests {
  private func table() throws -> OutletTable {
    let outlets = try Table(
      text: """
        key\townership\tcountry\tkind\tdomain\tsource
        ALPOST\tprivate\tALA\tnewspaper\talpost.example\ttest
        ALPOST\tprivate\tALA\tnewspaper\tpost.co.example\ttest
        ALWIRE\tstate\tALA\tagency\t\ttest
        BORTV\tstate\tBOR\tbroadcaster\tbor.example\ttest
        """, file: "outlets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns)
    let names = try Table(
      text: """
        key\tform\tsource
        ALPOST\tAland Post\ttest
        ALPOST\tThe Post of Aland\ttest
        ALWIRE\tAland News Agency\ttest
        OTHER\tSomebody\ttest
        """, file: "names.tsv", columns: ["key", "form", "source"])
    return try OutletTable([outlets], names: [names])
  }

  @Test(
    "A source is found by name, by domain and by address",
    arguments: [
      ("Aland Post", "ALPOST"), ("aland post", "ALPOST"), ("The Post of Aland", "ALPOST"),
      ("alpost.example", "ALPOST"), ("www.post.co.example", "ALPOST"),
      ("https://news.alpost.example:443/2015/07/14/a.html", "ALPOST"), ("Aland News-Agency", "ALWIRE"),
      ("http://bor.example", "BORTV"),
    ])
  func found(source: String, key: String) throws {
    #expect(try table().outlet(of: source)?.key == key)
  }

  @Test(
    "What is none is not found",
    arguments: ["", "Post", "co.example", "example", "Somebody", "https://", "notalpost.example"])
  func notFound(source: String) throws {
    #expect(try table().outlet(of: source) == nil)
  }

  @Test("The address is asked where the source says nothing")
  func byAddress() throws {
    let found = try table().outlet(of: nil, url: "https://www.bor.example/x")
    #expect(found?.key == "BORTV" && found?.name == "BORTV" && found?.kind == "broadcaster")
    #expect(try table().outlet(of: "Aland Post", url: "https://www.bor.example/x")?.name == "Aland Post")
  }

  @Test("Conditions all hold together; of names one is enough")
  func conditions() throws {
    let table = try table()
    func which(_ text: String) throws -> [String] {
      let condition = try #require(OutletCondition(text))
      return ["Aland Post", "Aland News Agency", "bor.example", "Stranger"].filter {
        condition.holds(of: $0, in: table)
      }
    }
    #expect(try which("ownership=state") == ["Aland News Agency", "bor.example"])
    #expect(try which("ownership=state,country=ALA") == ["Aland News Agency"])
    #expect(try which("country=ALA|BOR,kind=agency|newspaper") == ["Aland Post", "Aland News Agency"])
    #expect(try which("alpost.example,BORTV") == ["Aland Post", "bor.example"])
    #expect(try which("Stranger") == ["Stranger"])
    for wrong in ["", ",", "owner=state", "ownership=", "ownership=state,Reuters", "a=b=c"] {
      #expect(OutletCondition(wrong) == nil, "\(wrong)")
    }
  }

  @Test("A dataset in brackets behind a source says who coded it, and nothing of the outlet")
  func datasets() throws {
    let datasets = try Table(
      text: "key\tname\townership\tcountry\tkind\tdomain\tsource\nDS1\tALEWS\tprivate\tALA\tdataset\t\ttest",
      file: "outlets-datasets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns)
    let outlets = try Table(
      text:
        "key\tname\townership\tcountry\tkind\tdomain\tsource\nALWIRE\tAland Wire\tstate\tALA\tagency\talwire.example\ttest",
      file: "outlets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns)
    let table = try OutletTable([outlets, datasets], names: [])
    for source in ["Aland Wire", "Aland Wire (ALEWS)", "www.alwire.example (ALEWS)"] {
      #expect(table.outlet(of: source)?.key == "ALWIRE")
    }
    #expect(table.outlet(of: "(ALEWS)") == nil && table.dataset(of: "(ALEWS)")?.key == "DS1")
    #expect(table.dataset(of: "Aland Wire (ALEWS)")?.name == "ALEWS")
    // Brackets that hold no dataset are part of a name.
    #expect(table.dataset(of: "The Times (Aland)") == nil && table.dataset(of: "ALEWS") == nil)
    func which(_ text: String) throws -> [String] {
      let condition = try #require(OutletCondition(text))
      return ["Aland Wire", "Aland Wire (ALEWS)", "Stranger", "Stranger (ALEWS)", "(ALEWS)"].filter {
        condition.holds(of: $0, in: table)
      }
    }
    #expect(try which("dataset=alews") == ["Aland Wire (ALEWS)", "Stranger (ALEWS)", "(ALEWS)"])
    #expect(try which("dataset=none") == ["Aland Wire", "Stranger"])
    #expect(try which("dataset=none|ALEWS").count == 5)
    #expect(try which("ownership=state,dataset=ALEWS") == ["Aland Wire (ALEWS)"])
    #expect(try which("Aland Wire") == ["Aland Wire", "Aland Wire (ALEWS)"])
    #expect(OutletCondition("dataset=none")?.holdsOfUnnamed == true)
    #expect(OutletCondition("dataset=ALEWS")?.holdsOfUnnamed == false)
    #expect(OutletCondition("dataset=none,ownership=state")?.holdsOfUnnamed == false)
  }

  @Test("A row of a user's own stands before the built-in one")
  func user() throws {
    let own = try Table(
      text: "key\tname\townership\tcountry\tdomain\tsource\nALPOST\tPost\tstate\tALA\talpost.example\tmine\n",
      file: "mine.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns)
    let builtIn = try Table(
      text: "key\townership\tcountry\tdomain\tsource\nALPOST\tprivate\tALA\told.example\ttest\n",
      file: "outlets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns)
    let table = try OutletTable([own, builtIn], names: [])
    #expect(table.outlet(of: "Post")?.ownership == "state")
    #expect(table.outlet(of: "old.example")?.ownership == "state")
  }

  @Test("A group has its members with their days; a date that is none is refused with its line")
  func groups() throws {
    let good = try Table(
      text: "group\tmember\tfrom\tuntil\tsource\nLEAGUE\tALA\t1990\t2001-05\ttest\nLEAGUE\tBOR\t\t\ttest\n",
      file: "groups.tsv", columns: Groups.columns)
    let groups = try Groups([good])
    #expect(groups.names == ["LEAGUE"])
    #expect(
      groups.memberships(of: "LEAGUE") == [
        .init(member: "ALA", from: Day(1990, 1, 1), until: Day(2001, 5, 31)),
        .init(member: "BOR", from: nil, until: nil),
      ])
    #expect(groups.memberships(of: "UNION") == nil)
    let bad = try Table(
      text: "group\tmember\tfrom\tuntil\tsource\nLEAGUE\tALA\tonce\t\ttest\n", file: "groups.tsv",
      columns: Groups.columns)
    let error = try #require(throws: DataErrors.self) { try Groups([bad]) }
    #expect(error.errors.map(\.line) == [2])
  }
}
