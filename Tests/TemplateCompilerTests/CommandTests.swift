import Foundation
import Testing

@testable import TemplateCompiler

@Suite("The command")
struct CommandTests {
    @Test("All three folders must be named, and nothing else but the table of routes")
    func options() throws {
        let options = try CommandOptions(["--output", "/o/", "--static", "/", "--templates", "/t"])
        #expect(options.templates == "/t")
        #expect(options.assets == "/")
        #expect(options.output == "/o")
        #expect(options.routes == nil)
        let withRoutes = try CommandOptions(
            ["--output", "/o", "--static", "/", "--templates", "/t", "--routes", "/w/Routes.table"])
        #expect(withRoutes.routes == "/w/Routes.table")
        for wrong in [
            [], ["--templates", "/t"], ["--output", "/o", "--static", "/s", "--templates"], ["--help", "x"],
        ] {
            #expect(throws: UsageError.self) { try CommandOptions(wrong) }
        }
        #expect("\(UsageError())".hasPrefix("usage: TemplateCompiler "))
    }

    /// A folder of its own for `body`, which is removed afterwards.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "templates-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder.appending(path: "a/.b"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("Files are found at every depth; hidden ones and other kinds are not templates")
    func reading() throws {
        try inFolder { folder in
            for name in ["x.html", "a/y.html", "a/.b/z.html", ".w.html", "a/read.me"] {
                try Data(name.utf8).write(to: folder.appending(path: name))
            }
            let texts = try Folder(folder.path).texts(withExtension: "html")
            #expect(texts == ["x.html": "x.html", "a/y.html": "a/y.html"])
            #expect(try Folder(folder.path).files().keys.sorted() == ["a/read.me", "a/y.html", "x.html"])
            #expect(try Folder(folder.path + "/none").files().isEmpty)
        }
    }

    @Test("A template that is not UTF-8 is refused by its name")
    func encoding() throws {
        try inFolder { folder in
            try Data([0xFF]).write(to: folder.appending(path: "x.html"))
            let error = #expect(throws: FolderError.self) { try Folder(folder.path).texts(withExtension: "html") }
            #expect(error?.description == folder.path + "/x.html is not UTF-8")
        }
    }

    @Test("Only files that change are written")
    func writing() throws {
        try inFolder { folder in
            let output = Folder(folder.path + "/out/deep")
            try output.write(["a.swift": "1", "b.swift": "2"])
            let file = folder.appending(path: "out/deep/a.swift")
            let past = Date(timeIntervalSince1970: 1_000)
            try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: file.path)
            try output.write(["a.swift": "1", "b.swift": "3"])
            let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
            #expect(date == past)
            #expect(try Folder(folder.path + "/out/deep").files() == ["a.swift": [0x31], "b.swift": [0x33]])
        }
    }
}
