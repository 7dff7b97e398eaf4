import Foundation
import PackagePlugin

/// Compiles the package's `templates/` into the target that uses the plugin. Runs again when a template or a static
/// file changes; one command for all, since a layout is part of many pages and an asset's hash of the page naming it.
@main
struct CompileTemplates: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let templates = context.package.directoryURL.appending(path: "templates")
        let assets = context.package.directoryURL.appending(path: "static")
        let output = context.pluginWorkDirectoryURL
        let names = try files(in: templates).filter { $0.hasSuffix(".html") }
        let assetNames = try files(in: assets)
        let pages = names.filter { !isPartial($0) }
        guard !pages.isEmpty else { return [] }
        return [
            .buildCommand(
                displayName: "Compiling \(pages.count) templates",
                executable: try context.tool(named: "TemplateCompiler").url,
                arguments: [
                    "--templates", templates.path(percentEncoded: false),
                    "--static", assets.path(percentEncoded: false),
                    "--output", output.path(percentEncoded: false),
                ],
                inputFiles: names.map { templates.appending(path: $0) }
                    + assetNames.map { assets.appending(path: $0) },
                outputFiles: pages.map { output.appending(path: outputName(of: $0)) }
            )
        ]
    }

    /// The paths below `folder`, sorted, without folders and hidden files; none if there is no such folder.
    private func files(in folder: URL) throws -> [String] {
        let path = folder.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            return exists && !isFolder.boolValue && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.sorted()
    }

    /// As the compiler sees it, in `Template.isPartial`.
    private func isPartial(_ name: String) -> Bool {
        let file = name.split(separator: "/").last ?? ""
        return file.hasPrefix("_") || name.hasPrefix("layouts/")
    }

    /// As the compiler names it, in `Compilation.outputName`.
    private func outputName(of template: String) -> String {
        template.split(separator: "/").joined(separator: "_") + ".swift"
    }
}
