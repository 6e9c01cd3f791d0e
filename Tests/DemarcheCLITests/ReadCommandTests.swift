import DemarcheJSON
import Glibc
import Testing

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The command read` {
  private func lines(_ run: Run) throws -> [JSON] {
    try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
  }

  @Test func `writes a report line for each report of any input`() throws {
    let scratch = try Scratch()
    let text = try scratch.write("a.txt", "Arnland fell.\n")
    let table = try scratch.write("b.csv", "id,body,date,outlet\n7,Velmar stood.,\"February 7, 2026\",Wire\n")
    let run = try Run.demarche("read", text, table)
    #expect(run.status == 0)
    #expect(
      run.output.split(separator: "\n").last.map(String.init)
        == #"{"id": "7", "title": null, "text": "Velmar stood.", "published": "2026-02-07", "source": "Wire", "#
        + #""url": null, "language": null, "author": null}"#)
    #expect(try lines(run).map { $0["id"]?.string } == [text, "7"])
    #expect(run.errors == "2 reports (1 text, 1 csv), 0 rejected\n")
  }

  @Test func `tells what it rejects and ends with 3`() throws {
    let scratch = try Scratch()
    try scratch.write("a.txt", "Arnland fell.\n")
    try scratch.write("b.csv", "id,text\n7,\n8,Velmar stood.\n")
    try scratch.write("c.bin", [1, 0, 2])
    let run = try Run.demarche("read", scratch.folder)
    #expect(run.status == 3)
    #expect(try lines(run).map { $0["text"]?.string } == ["Arnland fell.\n", "Velmar stood."])
    let errors = run.errors.split(separator: "\n").map(String.init)
    #expect(
      try errors.dropLast().map { try JSON.read($0)["error"]?.string } == [
        "no text", "this looks like a binary file",
      ])
    #expect(errors.last == "2 reports (1 text, 1 csv), 1 rejected (1 csv), 1 input refused")
  }

  @Test func `writes lines that it reads again as they are`() throws {
    let wrapped = """
      The ministers of the two plains met on Friday in the old town hall of
      the capital and spoke for six hours about the river that divides the
      lands.

      They parted late.
      """
    let first = try Run.demarche(
      "read", "-", "--published", "2026-02-07", "--quiet", input: Array(wrapped.utf8))
    #expect(try lines(first).first?["text"]?.string?.split(separator: "\n").count == 2)
    let second = try Run.demarche("read", "-", "--quiet", input: Array(first.output.utf8))
    #expect(second.output == first.output)
    #expect(second.errors.isEmpty)
  }

  @Test func `is the reading of every other command`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "a.tsv", "key\twords\n9\tThe Norwegian foreign minister met the president of Chile in Oslo on Monday.\n"
    )
    let run = try Run.demarche(
      "code", path, "--columns", "id=key,text=words", "--published", "2015-06-17", "--quiet")
    #expect(try lines(run).first?["report"] == "9")
  }

  @Test func `explains a wrong use`() throws {
    let column = try Run.demarche("read", "-", "--columns", "body=text")
    #expect(column.status == 2)
    #expect(column.errors.contains("the fields are id, title, text, published"))
    let web = try Run.demarche("read", "http://a.example/feed")
    #expect(web.status == 1)
    #expect(web.errors.contains("--fetch reads it"))
    let near = try Run.demarche("read", "--fetch", "http://127.0.0.1:9/feed")
    #expect(near.errors.contains("private network"))
  }
}
