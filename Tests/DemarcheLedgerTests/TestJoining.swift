import DemarcheData
import DemarcheIncidents

/// A test of acts with few signs: the same town and day and half of the words make one act.
func testJoining() throws -> Joining {
  let types = """
    # Licence: CC0-1.0
    type\tfamily\tdays\tmutual\tsource
    CONSULT\ttalks\t2\tyes\town
    ASSAULT\tassault\t2\tno\town
    """
  let signs = """
    # Licence: CC0-1.0
    sign\tweight\tmeaning\tsource
    always\t-5\tcompared at all\town
    same-day\t3\tthe same day\town
    same-town\t3\tthe same town\town
    wording\t2\twords in common\town
    """
  return try Joining(
    types: Table(text: types, file: "types", columns: Joining.typeColumns),
    signs: Table(text: signs, file: "signs", columns: Joining.signColumns), wording: Wording())
}
