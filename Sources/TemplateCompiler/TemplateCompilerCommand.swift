#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `TemplateCompiler --templates DIR --static DIR [--routes FILE] --output DIR`: writes one Swift file per page, and
/// one for the table of routes; files that would not change are left alone. Exits with 1, and writes nothing, if a
/// template or the table has an error.
@main
struct TemplateCompilerCommand {
    static func main() {
        do {
            let options = try CommandOptions(CommandLine.arguments.dropFirst())
            let compilation = Compilation(
                templates: try Folder(options.templates).texts(withExtension: "html"),
                assets: try Folder(options.assets).files(),
                folder: options.templates,
                routes: try options.routes.map { RouteTable(Source(name: $0, text: try Folder.text(of: $0))) }
            )
            for var diagnostic in compilation.diagnostics {
                if diagnostic.position.file != options.routes {
                    diagnostic.position.file = options.templates + "/" + diagnostic.position.file
                }
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
