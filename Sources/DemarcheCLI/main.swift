import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "train": exit(trainCommand(Array(arguments.dropFirst())))
case "evaluate": exit(evaluateSyntaxCommand(Array(arguments.dropFirst(2))))
default: exit(2)
}
