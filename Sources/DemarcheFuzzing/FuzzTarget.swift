/// One kind of input that a stranger may write, and what must hold whatever its bytes are.
///
/// The fuzzer and the tests that walk the committed corpus share these checks.
public struct FuzzTarget: Sendable {
  /// Says what did not hold for some bytes; nil when all did.
  ///
  /// - Throws: what nobody should ever see; that too is a fault.
  public typealias Check = ([UInt8]) throws -> String?

  /// What it is called on a command line; its corpus lies in `Tests/Fuzz/corpus/NAME`.
  public let name: String
  /// What must hold, in one line for people.
  public let invariant: String
  /// The longest input that the fuzzer makes, in bytes.
  public let longest: Int
  private let make: @Sendable (FuzzWorld) throws -> Check

  /// - Parameter make: prepares the check, once.
  public init(
    _ name: String, longest: Int = 4096, _ invariant: String,
    _ make: @escaping @Sendable (FuzzWorld) throws -> Check
  ) {
    self.name = name
    self.invariant = invariant
    self.longest = longest
    self.make = make
  }

  /// The check, ready for any number of inputs.
  ///
  /// - Throws: what is wrong with the checkout.
  public func check(in world: FuzzWorld) throws -> Check {
    let check = try make(world)
    return { bytes in
      do { return try check(bytes) } catch { return "thrown and not caught: \(error)" }
    }
  }
}

extension FuzzTarget {
  /// All targets, in the order of a report's walk.
  public static let all: [FuzzTarget] =
    [.text, .conllu] + reading + [
      .json, .events, .imports, .exports, .tables, .rules, .codebook, .dictionaries,
    ]
    + [.pack, .models, .dates, .pipeline, .columns, .http, .questions, .interface, .corrections]

  /// The target of a name; nil when there is none.
  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
