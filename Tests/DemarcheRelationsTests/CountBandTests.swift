import DemarcheRelations
import Testing

@Suite("The counts that chance gives about a mean")
struct CountBandTests {
  /// From the tables of the central 95 % of Poisson's distribution.
  @Test(
    "Nineteen of twenty counts lie within",
    arguments: [(0.0, 0, 0), (1, 0, 3), (3.6, 0, 8), (3.8, 1, 8), (10, 4, 17), (50, 37, 64), (300, 267, 334)])
  func interval(mean: Double, low: Int, high: Int) {
    let band = CountBand(mean: mean)
    #expect(Int(band.low) == low && Int(band.high) == high)
    #expect(band.contains(low) && band.contains(high) && !band.contains(high + 1))
    #expect(low == 0 || !band.contains(low - 1))
  }

  @Test("A large mean is no edge: the normal distribution goes on where the sum ends")
  func large() {
    let (below, above) = (CountBand(mean: 399), CountBand(mean: 401))
    #expect(abs((above.low - below.low) - 2) < 2 && abs((above.high - below.high) - 2) < 2)
    #expect(abs(CountBand(mean: 1e6).high - 1_001_960) < 1)
  }

  @Test("Counts that come in clumps of four scatter twice as far")
  func clumps() {
    let (plain, clumped) = (CountBand(mean: 1000), CountBand(mean: 1000, dispersion: 4))
    let ratio = (clumped.high - clumped.low) / (plain.high - plain.low)
    #expect(abs(ratio - 2) < 0.1)
    #expect(CountBand(mean: 20, dispersion: 0.2) == CountBand(mean: 20))
  }
}
