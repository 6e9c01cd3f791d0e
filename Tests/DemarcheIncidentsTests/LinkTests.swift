import DemarcheIncidents
import Testing

@Test func aLinkKeepsItsReasons() { #expect(Link(confidence: 0.5, why: ["same day"]).why == ["same day"]) }
