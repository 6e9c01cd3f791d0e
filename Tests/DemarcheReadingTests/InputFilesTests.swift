import DemarcheReading
import DemarcheReportLines
import Glibc
import Testing

@Suite struct `The files of an operand` {
  private func files(_ operand: String) -> [String] {
    var files = InputFiles(operand)
    var found: [String] = []
    while let file = files.next() {
      switch file {
      case .success(let path): found.append(path)
      case .failure(let rejection): found.append("\(rejection.report): \(rejection.error)")
      }
    }
    return found
  }

  @Test func `are those of a folder and of all below it, in the order of their names`() throws {
    let folder = try InputFolder()
    for name in ["b.txt", "a/z.txt", "a/b.txt", "B.txt", ".hidden", "c.txt"] { try folder.write(name, "x") }
    symlink("..", "\(folder.path)/a/loop")
    let root = folder.path
    let expected = ["B.txt", "a/b.txt", "a/z.txt", "b.txt", "c.txt"].map { "\(root)/\($0)" }
    #expect(files(root) == expected)
    #expect(files("\(root)/") == expected)
    #expect(files("\(root)/*.txt") == ["B.txt", "b.txt", "c.txt"].map { "\(root)/\($0)" })
  }

  @Test func `that is none are handed on or told`() throws {
    let folder = try InputFolder()
    #expect(files("-") == ["-"])
    #expect(files("/nowhere/a.txt") == ["/nowhere/a.txt"])
    #expect(files("\(folder.path)/*.csv") == ["\(folder.path)/*.csv"])
    #expect(files(folder.path) == ["\(folder.path): the folder is empty"])
    mkfifo("\(folder.path)/pipe", 0o600)
    #expect(files(folder.path) == ["\(folder.path)/pipe: no file but a pipe, a socket or a device"])
    #expect(files("\(folder.path)/pipe") == ["\(folder.path)/pipe"])
  }

  @Test func `of the web are not read unasked`() throws {
    #expect(
      try Readings("http://a.example/feed").rejected == ["an address of the web is not read unasked"])
  }
}

@Suite struct `A folder that is watched` {
  @Test func `gives what is there and then what comes`() throws {
    let folder = try InputFolder()
    let first = try folder.write("b/a.txt", "x")
    let second = try folder.write("c.txt", "x")
    let watch = try FolderWatch(folder: folder.path)
    #expect(watch.next(waiting: 0) == first)
    #expect(watch.next(waiting: 0) == second)
    #expect(watch.next(waiting: 0) == nil)
    let third = try folder.write("b/d.txt", "x")
    #expect(watch.next(waiting: 5) == third)
    try folder.write(".part", "x")
    rename("\(folder.path)/.part", "\(folder.path)/e.txt")
    #expect(watch.next(waiting: 5) == "\(folder.path)/e.txt")
    let fourth = try folder.write("new/f.txt", "x")
    #expect(watch.next(waiting: 5) == fourth)
  }

  @Test func `must be one`() {
    #expect(throws: Rejection.self) { try FolderWatch(folder: "/nowhere") }
  }
}
