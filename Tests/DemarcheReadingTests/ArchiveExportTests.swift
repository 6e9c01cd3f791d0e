import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Testing

/// Layouts as the archives print them; outlets and reports are invented.
@Suite struct `An export of an archive` {
  @Test func `of Nexis in the older layout gives each document`() throws {
    let export = """


                                     1 of 2 DOCUMENTS

                                    The Arnland Times

                                February 7, 2026 Saturday
                                   Late Edition - Final

      SECTION: Foreign; Pg. 3

      LENGTH: 112 words

      HEADLINE: Ministers open the bridge at Sol
      after two years

      BYLINE: By Olga Brandt

      DATELINE: SOL

      BODY:
         The ministers of Arnland and Velmar opened the bridge at Sol on Friday,
      two years after it had been closed by both sides, officials in the town
      said.

         Lorries are to cross it from Monday on, a spokesman for the customs was
      quoted as saying.

      LOAD-DATE: February 8, 2026

      LANGUAGE: ENGLISH

      GRAPHIC: A bridge.

                      Copyright 2026 The Arnland Times Company

                                     2 of 2 DOCUMENTS

                                     Velmar Observer

                                      6 February 2026

      Boats wait at the mouth of the river

      LENGTH: 20 words

      Boats waited.

      LANGUAGE: French

      """
    let readings = try Readings("a.txt", export)
    #expect(readings.counts.reports == [.nexis: 1])
    let report = try #require(readings.reports.first)
    #expect(report.title == "Ministers open the bridge at Sol after two years")
    #expect(report.source == "The Arnland Times")
    #expect(report.published == "2026-02-07")
    #expect(report.author == "By Olga Brandt")
    #expect(report.language == "en")
    #expect(
      report.text == """
        The ministers of Arnland and Velmar opened the bridge at Sol on Friday, two years after it had been closed by both sides, officials in the town said.
        Lorries are to cross it from Monday on, a spokesman for the customs was quoted as saying.
        """)
    #expect(readings.rejected == ["39: language fr is not supported"])
  }

  @Test func `of Nexis in the newer layout gives each document`() throws {
    let export = """
      Boats wait at the mouth of the river
      Velmar Observer (Sol)
      February 6, 2026 Friday 2:15 PM GMT

      Copyright 2026 Velmar Observer All Rights Reserved

      Section: NEWS; Pg. 2
      Length: 20 words
      Byline: I. Maris
      Body


      Boats waited at the mouth of the river.

      Notes: that is how this paragraph begins.

      Classification


      Language: ENGLISH
      Load-Date: February 6, 2026


      End of Document
      """
    let readings = try Readings("a.txt", export)
    #expect(readings.counts.reports == [.nexis: 1])
    let report = try #require(readings.reports.first)
    #expect(report.title == "Boats wait at the mouth of the river")
    #expect(report.source == "Velmar Observer (Sol)")
    #expect(report.published == "2026-02-06T14:15:00Z")
    #expect(report.author == "I. Maris")
    #expect(
      report.text == "Boats waited at the mouth of the river.\nNotes: that is how this paragraph begins.")
  }

  @Test func `of Factiva is known by its tags`() throws {
    let export = """
      HD  Boats wait at the
          mouth of the river
      BY  By I. Maris
      WC  20 words
      PD  6 February 2026
      ET  14:15
      SN  Velmar Observer
      SC  VELOBS
      LA  English
      CY  (c) 2026 Velmar Observer

      LP  
      Boats waited at the mouth of the river.

      TD  
      IN a letter the fishermen asked for help.

      They had none by Friday.

      NS
      gcat : Political News
      AN  Document VELOBS0020260206ee2600001

      HD  Second
      PD  7 February 2026
      SN  Velmar Observer
      LP  They came.

      AN  Document VELOBS0020260207ee2700002
      """
    let readings = try Readings("a.txt", export)
    #expect(readings.counts.reports == [.factiva: 2])
    let report = try #require(readings.reports.first)
    #expect(report.id == "VELOBS0020260206ee2600001")
    #expect(report.title == "Boats wait at the mouth of the river")
    #expect(report.author == "I. Maris")
    #expect(report.published == "2026-02-06T14:15:00")
    #expect(report.source == "Velmar Observer")
    #expect(
      report.text == """
        Boats waited at the mouth of the river.
        IN a letter the fishermen asked for help.
        They had none by Friday.
        """)
    #expect(readings.reports.map(\.published) == ["2026-02-06T14:15:00", "2026-02-07"])
  }

  @Test func `of Factiva may be the plain display`() throws {
    let export = """
      World News
      Boats wait at the mouth of the river
      By I. Maris
      20 words
      6 February 2026
      14:15
      Velmar Observer
      VELOBS
      English
      (c) 2026 Velmar Observer

      Boats waited at the mouth of the river.

      Document VELOBS0020260206ee2600001
      """
    let report = try #require(try Readings("a.txt", export).reports.first)
    #expect(report.title == "Boats wait at the mouth of the river")
    #expect(report.author == "I. Maris")
    #expect(report.published == "2026-02-06T14:15:00")
    #expect(report.source == "Velmar Observer")
    #expect(report.language == "en")
    #expect(report.text == "Boats waited at the mouth of the river.")
  }

  @Test func `of ProQuest gives what stands between its lines`() throws {
    let export = """
      ____________________________________________________________

      Report Information from ProQuest

      ____________________________________________________________

      Document 1 of 1

      Boats wait at the mouth of the river

      Author: Maris, I

      Publication info: Velmar Observer; Sol [Sol]06 Feb 2026: A.2.

      Abstract: Boats waited.

      Full text: Boats waited at the mouth of the river.

      They had to: a storm had come up.

      Subject: Boats; Rivers

      Publication title: Velmar Observer; Sol

      Publication date: Feb 6, 2026

      Language of publication: English

      ProQuest document ID: 3100000001

      Document URL: https://archive.example/3100000001

      ____________________________________________________________
      """
    let readings = try Readings("a.txt", export)
    #expect(readings.counts.reports == [.proquest: 1])
    let report = try #require(readings.reports.first)
    #expect(report.id == "3100000001")
    #expect(report.title == "Boats wait at the mouth of the river")
    #expect(report.author == "Maris, I")
    #expect(report.source == "Velmar Observer")
    #expect(report.published == "2026-02-06")
    #expect(report.url == "https://archive.example/3100000001")
    #expect(report.text == "Boats waited at the mouth of the river.\nThey had to: a storm had come up.")
  }

  @Test func `is no longer one when it is only talked about`() throws {
    let text = "Of 2 DOCUMENTS\nBody of evidence: the letter of 1 of 2 DOCUMENTS was read.\n"
    #expect(try Readings("a.txt", text).counts.reports == [.text: 1])
  }
}

@Suite struct `A telegram of Reuters-21578` {
  @Test func `has its paragraphs, its dateline and its day`() throws {
    let sgml = """
      <!DOCTYPE lewis SYSTEM "lewis.dtd">
      <REUTERS TOPICS="YES" OLDID="9" NEWID="4">
      <DATE> 7-FEB-1987 09:05:01.20</DATE>
      <UNKNOWN>&#5;&#5;C T</UNKNOWN>
      <TEXT>&#2;
      <TITLE>VELMAR &lt;VLM> OPENS BRIDGE</TITLE>
      <DATELINE>    SOL, Feb 7 - </DATELINE><BODY>The ministers of Arnland and Velmar
      opened the bridge.
          Lorries &amp; boats waited, officials
      said.
       Reuter
      &#3;</BODY></TEXT>
      </REUTERS>
      <REUTERS NEWID="5">
      <DATE>soon</DATE>
      <TEXT TYPE="BRIEF">&#2;
      <TITLE>BRIDGE CLOSED AGAIN</TITLE>
      </TEXT>
      </REUTERS>
      <REUTERS NEWID="6">
      <TEXT TYPE="UNPROC">&#2;
      <TITLE>LEFT OUT</TITLE>
      BRIDGE OPEN
      </TEXT>
      </REUTERS>
      <REUTERS NEWID="7">
      """
    let readings = try Readings("a.sgm", sgml)
    let report = try #require(readings.reports.first)
    #expect(report.id == "4")
    #expect(report.title == "VELMAR <VLM> OPENS BRIDGE")
    #expect(report.published == "1987-02-07T09:05:01")
    #expect(report.source == "Reuters")
    #expect(
      report.text == """
        SOL, Feb 7 - The ministers of Arnland and Velmar opened the bridge.
        Lorries & boats waited, officials said.
        """)
    #expect(readings.texts.dropFirst() == ["BRIDGE CLOSED AGAIN", "BRIDGE OPEN"])
    #expect(readings.notes == ["14: published is no date: soon"])
    #expect(readings.rejected == ["26: a telegram without its end"])
  }
}
