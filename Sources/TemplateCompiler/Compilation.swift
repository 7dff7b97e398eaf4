/// One run of the compiler, from texts to texts.
struct Compilation {
    /// The Swift files, by name; none if anything is wrong.
    private(set) var outputs: [String: String] = [:]
    /// Everything that is wrong, in the order one reads.
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameters:
    ///   - templates: the files, by path below the folder of templates
    ///   - assets: the static files, by path below theirs
    ///   - folder: the path of the folder of templates, for messages of the Swift compiler
    ///   - routes: every address that a template may name; nil where nothing is known of them
    init(templates: [String: String], assets: [String: [UInt8]], folder: String, routes: RouteTable? = nil) {
        let names = templates.keys.sorted()
        let parsed = templates.map { ($0, TemplateParser.parse(Source(name: $0, text: $1))) }
        let library = TemplateLibrary(
            templates: Dictionary(parsed, uniquingKeysWith: { first, _ in first }),
            assets: assets.reduce(into: [:]) { $0[$1.key] = AssetName.path($1.key, of: $1.value) },
            // A table that is wrong itself cannot say what is wrong with a link.
            routes: routes?.diagnostics.isEmpty == true ? routes : nil
        )
        diagnostics = parsed.flatMap { $1.diagnostics } + (routes?.diagnostics ?? [])
        outputs["Routes.swift"] = library.routes.map(RouteGenerator.generate)
        let broken = Set(parsed.filter { $1.isUnbalanced }.map { $0.0 })
        var pageOfType: [String: String] = [:]
        var pageOfOutput: [String: String] = [:]
        for name in names where !Template.isPartial(name) {
            guard let template = library.templates[name], let page = template.page else { continue }
            if let other = pageOfType.updateValue(name, forKey: page.name) {
                diagnostics.append(Diagnostic(page.position, "“\(page.name)” has a template already: \(other)"))
            }
            let output = Self.outputName(of: name)
            if let other = pageOfOutput.updateValue(name, forKey: output) {
                diagnostics.append(Diagnostic(page.position, "this file needs another name, it is too like \(other)"))
            }
            // What would be said about a page of such files is seldom true.
            guard broken.isDisjoint(with: library.files(of: name)) else { continue }
            switch PageGenerator.generate(template, type: page.name, in: library, folder: folder) {
            case .success(let swift): outputs[output] = swift
            case .failure(let errors): diagnostics += errors.list
            }
        }
        if !diagnostics.isEmpty { outputs = [:] }
        diagnostics.sort(by: Diagnostic.inReadingOrder)
        // A layout is part of many pages.
        diagnostics = diagnostics.indices.filter { $0 == 0 || diagnostics[$0] != diagnostics[$0 - 1] }
            .map { diagnostics[$0] }
    }

    /// The name of the Swift file for a page; the plugin makes the same.
    static func outputName(of template: String) -> String {
        template.split(separator: "/").joined(separator: "_") + ".swift"
    }
}
