#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `TemplateCompiler --templates DIR --static DIR --output DIR`: writes one Swift file per page; files that would not
/// change are left alone. Exits with 1, and writes nothing, if any template has an error.
@main
struct TemplateCompilerCommand {
    static func main() {
        do {
            let options = try CommandOptions(CommandLine.arguments.dropFirst())
            let compilation = Compilation(
                templates: try Folder(options.templates).texts(withExtension: "html"),
                assets: try Folder(options.assets).files(),
                folder: options.templates
            )
            for var diagnostic in compilation.diagnostics {
                diagnostic.position.file = options.templates + "/" + diagnostic.position.file
                complain("\(diagnostic)")
            }
            guard compilation.diagnostics.isEmpty else { exit(1) }
            try Folder(options.output).write(compilation.outputs)
        } catch {
            complain("error: \(error)")
            exit(1)
        }
    }

    private static func complain(_ message: String) {
        let line = Array((message + "\n").utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
