import Demarche
import DemarcheTesting

extension FuzzTarget {
  static let text = FuzzTarget(
    "text", "sentences, tokens and words lie in the text; trees are written and read again as they were"
  ) { world in
    let parser = try world.pipeline().parser
    return { TextWalk.fault(in: $0, parser) }
  }

  static let conllu = FuzzTarget(
    "conllu", "each fault has a line and a way out; what is read is parsed, written and read again"
  ) { world in
    let parser = try world.pipeline().parser
    return { TextWalk.fault(inCoNLLU: $0, parser) }
  }
}
