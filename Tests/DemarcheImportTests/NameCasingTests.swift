import DemarcheImport
import Testing

@Suite struct `Names in capitals` {
  @Test(arguments: [
    ("THE_LEAGUE_OF_PLAINS_", "League of Plains"), ("OLE BRANDT", "Ole Brandt"),
    ("U.P._WORKERS_", "U.P. Workers"),
    ("AL-DORN_FRONT", "Al-Dorn Front"), ("WORKER'S_HALL_", "Worker's Hall"), ("O'DORN_", "O'Dorn"),
    ("PFL_MILITIA_", "PFL Militia"), ("MR_DORN", "Mr Dorn"), ("OLE_II_", "Ole II"),
    ("Ole_de_Brandt", "Ole de Brandt"),
    ("OF_PLAINS", "Of Plains"), ("PUP_MILITIA", "PUP Militia"), ("THE_", "The"), ("__", ""),
    ("ÉMILE_ÇELIK_", "Émile Çelik"),
  ])
  func `are written as newspapers write them`(phrase: String, name: String) throws {
    var casing = try World.casing()
    casing.addCapitals(["PUP"])
    #expect(casing.name(phrase) == name)
  }
}
