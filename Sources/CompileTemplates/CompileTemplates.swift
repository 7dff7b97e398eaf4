import Foundation
import PackagePlugin

/// Compiles the package's `templates/`, and the target's own `Routes.table` if it has one, into the target that uses
/// the plugin. Runs again when a template, a static file or the table changes; one command for all, since a layout is
/// part of many pages, an asset's hash of the page naming it, and every link of a template must be in the table.
@main
struct CompileTemplates: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let templates = context.package.directoryURL.appending(path: "templates")
        let assets = context.package.directoryURL.appending(path: "static")
        let output = context.pluginWorkDirectoryURL
        let names = try files(in: templates).filter { $0.hasSuffix(".html") }
        let assetNames = try files(in: assets)
        let pages = names.filter { !isPartial($0) }
        let table = target.directoryURL.appending(path: "Routes.table")
        let tables = FileManager.default.fileExists(atPath: table.path(percentEncoded: false)) ? [table] : []
        guard !pages.isEmpty || !tables.isEmpty else { return [] }
        return [
            .buildCommand(
                displayName: "Compiling \(pages.count) templates",
                executable: try context.tool(named: "TemplateCompiler").url,
                arguments: [
                    "--templates", templates.path(percentEncoded: false),
                    "--static", assets.path(percentEncoded: false),
                    "--output", output.path(percentEncoded: false),
                ] + tables.flatMap { ["--routes", $0.path(percentEncoded: false)] },
                inputFiles: names.map { templates.appending(path: $0) }
                    + assetNames.map { assets.appending(path: $0) } + tables,
                outputFiles: (pages.map(outputName) + tables.map { _ in "Routes.swift" })
                    .map { output.appending(path: $0) }
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
