internal import Glibc
internal import SystemPackage

/// Paths as text.
public enum Paths {
    /// From the root, without `.`, `..` and doubled slashes. Symbolic links stay as they are.
    public static func absolute(_ path: String) -> String {
        // An absolute path takes the place of the directory it is appended to.
        workingDirectory.pushing(FilePath(path)).lexicallyNormalized().string
    }

    /// "/" has itself.
    public static func parent(of path: String) -> String {
        let parent = FilePath(path).removingLastComponent()
        return parent.isEmpty ? "/" : parent.string
    }

    private static var workingDirectory: FilePath {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return FilePath(platformString: path)
    }
}
