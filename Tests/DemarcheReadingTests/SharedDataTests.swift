import DemarcheReading
import DemarcheText
import Glibc
import Testing

/// The development data, where it is there: `DEMARCHE_SHARED`, or `shared` beside the checkout.
private let sharedData: String? = {
  let checkout = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(
    separator: "/")
  let folder = getenv("DEMARCHE_SHARED").map { String(cString: $0) } ?? "\(checkout)/shared"
  return access("\(folder)/data/warc", R_OK) == 0 ? "\(folder)/data" : nil
}()

@Suite(.enabled(if: sharedData != nil, "the development data is not there")) struct `The development data` {
  @Test(arguments: ["warc", "feeds", "pages/readability"])
  func `is read, or refused with a reason`(folder: String) throws {
    let readings = try Readings("\(try #require(sharedData))/\(folder)")
    #expect(!readings.reports.isEmpty)
    #expect(readings.reports.allSatisfy { !$0.text.isEmpty })
    #expect(readings.rejected.allSatisfy { !$0.isEmpty })
  }

  @Test func `has a thousand telegrams in a file of Reuters`() throws {
    let readings = try Readings("\(try #require(sharedData))/news/reuters/reut2-000.sgm")
    #expect(readings.reports.count == 1000)
    #expect(readings.reports.allSatisfy { $0.published?.hasPrefix("1987-") == true })
    #expect(readings.rejected == [])
  }
}
