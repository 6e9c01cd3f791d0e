import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "train": exit(trainCommand(Array(arguments.dropFirst())))
case "evaluate": exit(evaluateSyntaxCommand(Array(arguments.dropFirst(2))))
case "parse": exit(parseCommand(Array(arguments.dropFirst())))
default: exit(2)
}
