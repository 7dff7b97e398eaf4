import Foundation

/// The Swift compiler itself, for what only it can say of generated text.
enum SwiftCompiler {
    /// The first `swiftc` of the search path; nil where Swift's tools are not in it.
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Puts `files`, by name, into one program and runs it, if it compiles.
    ///
    /// - Returns: what the program prints; or the compiler's errors, one a line.
    static func output(of files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "routes-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let compiled = try run(
            path ?? "",
            ["-module-name", "HTTP", "-swift-version", "6", "-warnings-as-errors", "-diagnostic-style", "llvm"]
                + ["-module-cache-path", "cache", "-Onone", "-o", "program"] + files.keys.sorted(), in: folder)
        guard compiled.status == 0 else {
            return compiled.output.split(separator: "\n").filter { $0.contains(": error: ") }.sorted()
                .joined(separator: "\n")
        }
        return try run(folder.appending(path: "program").path, [], in: folder).output
    }

    private static func run(
        _ program: String, _ arguments: [String], in folder: URL
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
