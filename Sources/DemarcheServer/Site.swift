import DemarcheKnowledge
public import Demarche
public import DemarcheAnswers
public import DemarcheIncidents
public import DemarchePlots
import DemarcheLedger
import Synchronization

/// What all workers of the server share: where the ledger lies, what answers are made with, who may write.
public final class Site: Sendable {
  /// What `demarche serve` was started with.
  public struct Options: Sendable {
    public var ledger: String
    /// What the site calls itself.
    public var name: String
    public var isReadOnly: Bool
    /// The word that writes must carry; made anew at each start.
    public var token: String

    public init(ledger: String, name: String, isReadOnly: Bool, token: String) {
      self.ledger = ledger
      self.name = name
      self.isReadOnly = isReadOnly
      self.token = token
    }
  }

  public let options: Options
  public let setting: Setting
  /// The walk from text to events, for why a sentence gave none.
  public let pipeline: Pipeline
  /// What is held to be one act: needed to obey decisions.
  public let joining: Joining
  /// Texts of the data by name, as `rules/en/consult.rules`.
  public let text: @Sendable (String) -> String?
  /// The names of all texts of the data, sorted.
  public let names: [String]

  let counted = Mutex<Counted?>(nil)
  let traffic = Traffic()
  let facets = Remembered<EventFilter, EventFacets>(most: 64)
  private let search = Mutex<ActorSearch?>(nil)
  private let written = Mutex<[RuleFile]?>(nil)
  /// By the parameters of the question; sources have none.
  let pairs = Remembered<[String?], PairsAnswer>(most: 32)
  let sources = Remembered<[String?], SourcesAnswer>(most: 1)
  /// The tiles of the map; nil where the data has none.
  public let tiles: TileGrid?

  public init(
    _ options: Options, setting: Setting, pipeline: Pipeline, joining: Joining, names: [String],
    tiles: TileGrid?, text: @escaping @Sendable (String) -> String?
  ) {
    self.tiles = tiles
    self.options = options
    self.setting = setting
    self.pipeline = pipeline
    self.joining = joining
    self.names = names
    self.text = text
  }

  /// Codes by name; read when somebody first asks.
  var actors: ActorSearch {
    search.withLock { search in
      let made = search ?? ActorSearch(setting.release.knowledge.actors)
      search = made
      return made
    }
  }

  /// The rules as they are written; read when somebody first asks.
  var ruleFiles: [RuleFile] {
    written.withLock { written in
      let read =
        written
        ?? names.filter { $0.hasPrefix("rules/") && $0.hasSuffix(".rules") }.map { name in
          RuleFile(name, text(name) ?? "")
        }
      written = read
      return read
    }
  }

  /// What stands at the head of each page.
  struct Counted: Sendable {
    var revision: Int
    var counts: LedgerCounts
    var lastRun: Run?
    var sources: SourceChoice
    /// When it was counted, and how long that took.
    var at: ContinuousClock.Instant
    var took: Duration
  }
}
