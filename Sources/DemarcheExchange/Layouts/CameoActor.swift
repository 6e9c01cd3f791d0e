import DemarcheEvents
import DemarcheKnowledge

/// A party as CAMEO writes it: a country or an international body, and roles of three letters each.
struct CameoActor: Hashable, Sendable {
  /// The three letters of a country, or those of an international body; "" where no code is known.
  var base: String
  /// At most three, none twice, and none that the base says already.
  var roles: [String]
  var country: String
  var group: String
  /// GDELT's types: that of an international body, and then the roles, three in all.
  var types: [String]

  init(_ party: Participant, _ tables: ExchangeTables) {
    let code = party.code.map { tables.cameo(of: $0) }
    base = code?.actor ?? ""
    country = code?.country ?? ""
    group = code?.group ?? ""
    let type = code?.type ?? ""
    var roles: [String] = []
    for sector in party.sectors.isEmpty ? [party.sector].compactMap(\.self) : party.sectors {
      if let role = tables.role(of: sector), !roles.contains(role), role != type { roles.append(role) }
    }
    self.roles = Array(roles.prefix(3))
    types = Array(((type.isEmpty ? [] : [type]) + roles).prefix(3))
  }

  /// The code of dictionaries: USAGOV; "---GOV" without a country, as PETRARCH writes it.
  var dashed: String { (base.isEmpty ? CameoCodes.unknown : base) + roles.joined() }
  /// The code of GDELT, which leaves an unknown country out.
  var bare: String { base + roles.joined() }
}
