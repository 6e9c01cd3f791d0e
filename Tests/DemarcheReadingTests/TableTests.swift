import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Testing

@Suite struct `A table of reports` {
  @Test func `names its columns in its own way`() throws {
    let csv = """
      Doc-ID,Headline,Body,Pub Date,Outlet,Link,Lang,Authors,Notes
      7,Bridge,Arnland fell.,"February 7, 2026",Wire,http://a.example/7,EN,"Brandt, O.",none
      """
    let readings = try Readings("a.csv", csv)
    let report = try #require(readings.reports.first)
    #expect(report.id == "7")
    #expect(report.title == "Bridge")
    #expect(report.text == "Arnland fell.")
    #expect(report.published == "2026-02-07")
    #expect(report.source == "Wire")
    #expect(report.url == "http://a.example/7")
    #expect(report.author == "Brandt, O.")
  }

  @Test func `may hold separators, quotes and newlines in quoted cells`() throws {
    let csv = "text;id\r\n\"One; \"\"two\"\"\nthree\";a\r\nFour 5\" six;b\r\n"
    let readings = try Readings("a.csv", csv)
    #expect(readings.texts == ["One; \"two\"\nthree", "Four 5\" six"])
    #expect(readings.reports.map(\.id) == ["a", "b"])
  }

  @Test func `names a row by its line when it has no id`() throws {
    let folder = try InputFolder()
    let path = try folder.write("a.csv", "text,x\n\"a\nb\",1\nc,2\n")
    #expect(try Readings(path).reports.map(\.id) == ["\(path):2", "\(path):4"])
  }

  @Test func `loses no more than the rows that are broken`() throws {
    let csv = "id,text\n1,one\n2,two,three\n3,\"four\n5,five\n6,\n7,seven\n"
    let readings = try Readings("a.csv", csv)
    #expect(readings.texts == ["one", "five", "seven"])
    #expect(
      readings.rejected == [
        "3: 3 cells, but the header has 2", "4: a quote is opened and never closed", "6: no text",
      ])
  }

  @Test func `with tabs takes a lone quote for a letter`() throws {
    let readings = try Readings("a.tsv", "id\ttext\n1\t\"Go,\" he said\n2\t\"all\tof it\"\n3\t\"Stop\n")
    #expect(readings.texts == ["\"Go,\" he said", "all\tof it", "\"Stop"])
  }

  @Test func `without a text says what there is and how to name it`() throws {
    let folder = try InputFolder()
    let path = try folder.write("a.csv", "key,words\n1,Arnland fell.\n")
    #expect(try Readings(path).rejected == ["1: no column \"text\""])
    #expect(try Readings(path) { $0.columns = [.text: "words", .id: "key"] }.reports.map(\.id) == ["1"])
    #expect(try Readings(path) { $0.columns = [.text: "word"] }.rejected == ["1: no column \"word\""])
  }

  @Test func `goes on without a date that is none, and says so`() throws {
    let readings = try Readings("a.csv", "text,date\nArnland fell.,soon\n")
    #expect(readings.reports.map(\.published) == [nil])
    #expect(readings.notes == ["2: published is no date: soon"])
  }
}

@Suite struct `JSON in one piece` {
  @Test func `is an array of reports, each read alone`() throws {
    let json = """
      [ {"id": 1, "text": "One [1] \\"}\\" end."},
        {"id": 2, "body": "Two.", "author": ["A. Brandt", {"name": "I. Maris"}]},
        {"id": 3, "text": "Three." "x"},
        {"id": 4, "text": "Four.", "published": 1770449400} ]
      """
    let readings = try Readings("a.json", json)
    #expect(readings.texts == ["One [1] \"}\" end.", "Two.", "Four."])
    #expect(readings.rejected == ["3: no JSON: neither a comma nor the end of the object at byte 28"])
    #expect(readings.reports.map(\.published) == [nil, nil, "2026-02-07T07:30:00Z"])
    #expect(readings.reports[1].author == "A. Brandt, I. Maris")
  }

  @Test func `of any length is read in blocks`() throws {
    let objects = (0..<3000).map {
      #"{"id": \#($0), "text": "\#(String(repeating: "Arnland. ", count: 30))"}"#
    }
    let readings = try Readings("a.json", "[" + objects.joined(separator: ",\n") + "]")
    #expect(readings.reports.map(\.id) == (0..<3000).map(String.init))
  }

  @Test func `that is cut gives what is whole`() throws {
    let readings = try Readings("a.json", #"[{"text": "One."}, {"text": "Tw"#)
    #expect(readings.texts == ["One."])
    #expect(readings.rejected == ["1: the JSON ends inside an object"])
  }
}
