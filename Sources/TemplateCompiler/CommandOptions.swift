/// What the command line says.
struct CommandOptions {
    var templates: String
    var assets: String
    var output: String
    /// The table of routes; nil where a package has none.
    var routes: String?

    init(_ arguments: some Sequence<String>) throws(UsageError) {
        var values: [String: String] = [:]
        var iterator = arguments.makeIterator()
        while let option = iterator.next() {
            guard ["--templates", "--static", "--routes", "--output"].contains(option), let value = iterator.next()
            else {
                throw UsageError()
            }
            values[option] = value.count > 1 && value.hasSuffix("/") ? String(value.dropLast()) : value
        }
        guard let templates = values["--templates"], let assets = values["--static"], let output = values["--output"]
        else {
            throw UsageError()
        }
        self.templates = templates
        self.assets = assets
        self.output = output
        routes = values["--routes"]
    }
}

/// The command line could not be understood.
struct UsageError: Error, CustomStringConvertible {
    var description: String {
        "usage: TemplateCompiler --templates DIR --static DIR [--routes FILE] --output DIR"
    }
}
