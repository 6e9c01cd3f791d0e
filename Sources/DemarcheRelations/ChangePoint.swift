/// What moves at a change point.
public enum ChangeMeasure: String, Hashable, Sendable, CaseIterable {
  /// Incidents of conflict in deeds for 1,000 reports read.
  case materialConflict = "material-conflict"
  /// Incidents of conflict in words for 1,000 reports read.
  case verbalConflict = "verbal-conflict"
  /// Incidents of cooperation for 1,000 reports read.
  case cooperation
  /// The mean PLOVER score of the incidents.
  case meanScore = "mean-score"
}

/// A period from which on a relation stands at another level than before.
///
/// It says when and by how much, and nothing of why.
public struct ChangePoint: Hashable, Sendable {
  /// Why a change is told, but not as one of the relation.
  public enum Doubt: Hashable, Sendable {
    /// What is read changes at that place too, from so many reports or sources a period to so many.
    case coverageChanges(CoverageMeasure, before: Double, after: Double)
    /// The count moves where what is read does too, and for 1,000 reports read no change is found.
    case onlyCountChanges
  }

  /// What of the coverage changes.
  public enum CoverageMeasure: String, Hashable, Sendable {
    case reports, sources
  }

  public var measure: ChangeMeasure
  /// The first period of the new level.
  public var period: Period
  /// The first and the last period where it may have begun as well: a likelihood set of 95 %.
  public var earliest: Period
  public var latest: Period
  /// The last period of the new level: the next change of the measure follows, or the series ends.
  public var until: Period
  /// The level from the change before to this, and from this to the next.
  ///
  /// Incidents for 1,000 reports read, or the mean score; for a change of the count alone, incidents a period.
  public var before: Double
  public var after: Double
  /// What two levels explain more than one: twice the logarithm of the ratio of likelihoods, over the dispersion.
  public var gain: Double
  /// How sure it is that there is a change at all, from 0.5 to 1.
  ///
  /// The odds of two levels against one by the criterion that found it, as Kass and Raftery, "Bayes factors", Journal
  /// of the American Statistical Association 90 (1995) read it.
  public var confidence: Double
  /// Nil when nothing speaks against it.
  public var doubt: Doubt?
  /// The incidents behind it that most texts tell, up to ``RelationChanges/window`` periods after its beginning.
  ///
  /// Those of the measure's quads; of all quads where the measure falls, and for the mean score.
  public var leading: [CountedIncident] = []

  public var rises: Bool { after > before }

  /// The level after as a multiple of the level before; nil for the mean score and where there was nothing before.
  public var ratio: Double? { measure == .meanScore || before == 0 ? nil : after / before }
}
