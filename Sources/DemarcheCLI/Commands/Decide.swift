import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import Glibc

private let flags: [Flag] =
  [
    LedgerFlags.flag, Flag("person", "NAME", "who decides; the user's name when not given"),
    Flag("reason", "TEXT", "why"), Flag("undo", "N", "take decision N back"),
    Flag("list", nil, "the decisions so far"),
  ] + Engine.flags

let joinCommand = Command(
  name: "join", summary: "say that two events are one act; kept and obeyed", operands: "EVENT EVENT",
  examples: [
    "demarche join ev_8f2c ev_51a0 --reason \"both tell the same visit\"", "demarche join --list",
    "demarche join --undo 3",
  ], flags: flags
) { arguments in try decide(.join, arguments) }

let splitCommand = Command(
  name: "split", summary: "say that two events are two acts; kept and obeyed", operands: "EVENT EVENT",
  examples: ["demarche split ev_8f2c ev_51a0 --reason \"two attacks on one day\"", "demarche split --list"],
  flags: flags
) { arguments in try decide(.split, arguments) }

private func decide(_ kind: IncidentDecision.Kind, _ arguments: Arguments) throws -> Int32 {
  if arguments.has("list") {
    let output = Output()
    for decision in try LedgerFlags.open(arguments).decisions() {
      let line: JSON = [
        "decision": .int(decision.number), "kind": .string(decision.kind.rawValue),
        "events": .array(decision.events.map(JSON.string)), "made": .string(decision.made),
        "person": JSON(decision.person), "reason": JSON(decision.reason),
        "in_force": .bool(decision.isInForce),
      ]
      output.line(line.line)
    }
    output.flush()
    return Status.done
  }
  let undo = try arguments.number("undo", least: 1)
  guard arguments.operands.count == 2 || undo != nil && arguments.operands.isEmpty else {
    throw UsageError(
      "\(kind.rawValue) needs two events",
      help: "demarche \(kind.rawValue) ev_8f2c ev_51a0; demarche events lists ids")
  }
  let ledger = try LedgerFlags.present(arguments)
  if let undo {
    guard try ledger.withdraw(decision: undo) else {
      Output.error(
        "no decision \(undo) in \(ledger.file)\n  help: demarche \(kind.rawValue) --list shows them")
      return Status.failed
    }
    Output.error("decision \(undo) is taken back")
    return Status.done
  }
  let (first, second) = (arguments.operands[0], arguments.operands[1])
  let person = arguments.value("person") ?? getenv("USER").map { String(cString: $0) }
  try ledger.decide(kind, first, second, person: person, reason: arguments.value("reason"))
  let (a, b) = (try ledger.event(idPrefix: first)?.incident, try ledger.event(idPrefix: second)?.incident)
  if a == b {
    let incident = try a.flatMap { id throws(LedgerError) in try ledger.incident(id: id) }
    Output.error("\(a ?? "") now holds both, in \(incident?.reports.count ?? 0) reports")
  } else {
    Output.error("\(first) is in \(a ?? "no incident"), \(second) in \(b ?? "no incident")")
  }
  return Status.done
}
