/// The table of routes: every address of the store, one row for each of its methods.
struct RouteTable {
    let source: Source
    private(set) var rows: [RouteRow] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// The addresses that a template can write out, as nothing in them varies.
    private(set) var addresses: Set<String> = []
    /// Those of them that take GET.
    private(set) var pages: Set<String> = []

    init(_ source: Source) {
        self.source = source
        for line in source.bytes.split(separator: UInt8(ascii: "\n")) { read(line) }
        // What would be said about rows beside one that could not be read is seldom true.
        if diagnostics.isEmpty { check() }
        for row in rows where row.address.parts.isEmpty {
            addresses.insert(row.address.pattern)
            if row.method == .get { pages.insert(row.address.pattern) }
        }
    }

    /// The name of the file without its folders, for messages.
    var name: String { String(source.name.split(separator: "/").last ?? "") }

    /// In the order in which they first appear.
    var routes: [Route] {
        var routes: [Route] = []
        var places: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            if let place = places[row.name.text] {
                routes[place].indices.append(index)
            } else {
                places[row.name.text] = routes.count
                routes.append(Route(row: row, indices: [index]))
            }
        }
        return routes
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        var words: [RouteWord] = []
        var end = line.startIndex
        for word in line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }) {
            guard word.first != UInt8(ascii: "#") else { break }
            words.append(
                RouteWord(text: String(decoding: word, as: UTF8.self), position: source.position(at: word.startIndex)))
            end = word.endIndex
        }
        guard !words.isEmpty else { return }
        do throws(Diagnostic) {
            rows.append(try RouteRowParser.parse(words, end: source.position(at: end)))
        } catch {
            diagnostics.append(error)
        }
    }

    private mutating func check() {
        if rows.isEmpty {
            diagnostics.append(Diagnostic(source.position(at: 0), "the table has no routes"))
        }
        for index in rows.indices {
            do throws(Diagnostic) {
                try checkPlace(of: rows[index], among: rows[..<index])
                try checkForm(of: rows[index])
            } catch {
                diagnostics.append(error)
            }
        }
    }

    private func checkPlace(of row: RouteRow, among earlier: ArraySlice<RouteRow>) throws(Diagnostic) {
        let name = row.name.text
        for other in earlier {
            let line = "on line \(other.name.position.line)"
            if other.name.text == name {
                guard other.address == row.address else {
                    throw Diagnostic(row.addressPosition, "“\(name)” has another address \(line)")
                }
                guard other.access == row.access else {
                    throw Diagnostic(row.accessPosition, "“\(name)” is for “\(other.access.rawValue)” \(line)")
                }
                guard other.method != row.method else {
                    throw Diagnostic(row.methodPosition, "“\(name)” has its \(row.method.rawValue) \(line)")
                }
            } else if other.address == row.address {
                throw Diagnostic(
                    row.name.position, "\(row.address.pattern) is “\(other.name.text)” \(line): one address, one name")
            } else if other.address.hasShape(of: row.address) {
                throw Diagnostic(
                    row.addressPosition, "nothing gets here: “\(other.name.text)” \(line) takes all such addresses")
            }
        }
    }

    private func checkForm(of row: RouteRow) throws(Diagnostic) {
        guard let form = row.options.form else { return }
        let named = rows.filter { $0.name.text == form.text }
        guard let page = named.first else { throw Diagnostic(form.position, "there is no route “\(form.text)”") }
        guard named.contains(where: { $0.method == .get }) else {
            throw Diagnostic(form.position, "“\(form.text)” has no GET, so it shows no form")
        }
        guard page.address.parts.map(\.type) == row.address.parts.map(\.type) else {
            throw Diagnostic(form.position, "“\(form.text)” carries something else than “\(row.name.text)”")
        }
    }
}
