import Glibc

Program.prepare()
exit(Program.written(Program.run(Array(CommandLine.arguments.dropFirst()))))
