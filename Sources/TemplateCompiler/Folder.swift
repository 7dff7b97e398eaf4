#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder of files, read whole.
struct Folder {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// All files below the folder by their path in it, hidden ones left out; none if there is no such folder.
    func files() throws -> [String: [UInt8]] {
        try contents { _ in true }
    }

    /// The files of one kind as texts.
    func texts(withExtension suffix: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for (name, bytes) in try contents(where: { $0.hasSuffix("." + suffix) }) {
            texts[name] = try Self.text(bytes, of: path + "/" + name)
        }
        return texts
    }

    /// One file, wherever it lies, as a text.
    static func text(of path: String) throws -> String {
        try text(Array(try Data(contentsOf: URL(filePath: path))), of: path)
    }

    private static func text(_ bytes: [UInt8], of path: String) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FolderError(description: "\(path) is not UTF-8")
        }
        return text
    }

    private func contents(where isWanted: (String) -> Bool) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        guard FileManager.default.fileExists(atPath: path) else { return files }
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) where isWanted(name) {
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            var isFolder = false
            guard !isHidden, FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder),
                !isFolder
            else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: path + "/" + name)))
        }
        return files
    }

    /// Writes each text to its file, unless it is there already: what has not changed need not be compiled again.
    func write(_ texts: [String: String]) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in texts {
            let url = URL(filePath: path + "/" + name)
            let data = Data(text.utf8)
            if let old = try? Data(contentsOf: url), old == data { continue }
            try data.write(to: url)
        }
    }
}

/// A file that cannot be used.
struct FolderError: Error, CustomStringConvertible {
    var description: String
}
