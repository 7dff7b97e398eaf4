/// Reads one row of the table of routes, column by column.
struct RouteRowParser {
    private var words: ArraySlice<RouteWord>
    /// Behind the last word, where what is missing should stand.
    private let end: Position

    /// `words` are those of one line, at least one.
    static func parse(_ words: [RouteWord], end: Position) throws(Diagnostic) -> RouteRow {
        var parser = RouteRowParser(words: words[...], end: end)
        return try parser.row()
    }

    private mutating func row() throws(Diagnostic) -> RouteRow {
        let name = try next(Self.name, isRight: \.isName)
        guard !["init", "self", "table"].contains(name.text) else {
            throw Diagnostic(name.position, "“\(name.text)” is taken; choose another name")
        }
        let (method, methodPosition) = try choice(RouteRow.Method.self, "a route needs a method: GET or POST")
        let addressWord = try next(RouteAddress.need) { _ in true }
        let address = try RouteAddress(addressWord)
        let (access, accessPosition) = try choice(
            RouteRow.Access.self, "a route needs who may use it: anyone, account, seller or admin")
        let (entry, entryPosition) = try choice(
            RouteRow.Entry.self, "a route needs an entry: page, form, api, webhook or upload")
        if let only = entry.method, only != method {
            throw Diagnostic(entryPosition, "“\(entry.rawValue)” goes with \(only.rawValue) only")
        }
        let handler = try next("a route needs a handler, such as Storefront.home", isRight: Self.isHandler)
        return RouteRow(
            name: name, method: method, methodPosition: methodPosition, address: address,
            addressPosition: addressWord.position, access: access, accessPosition: accessPosition, entry: entry,
            handler: handler, options: try options(of: method))
    }

    private static let name = "a route needs a name in lower camel case, such as ownProducts"

    /// The next word. `need` is what a person reads who left it out, or wrote something else there.
    private mutating func next(_ need: String, isRight: (RouteWord) -> Bool) throws(Diagnostic) -> RouteWord {
        guard let word = words.popFirst() else { throw Diagnostic(end, need) }
        guard isRight(word) else { throw Diagnostic(word.position, "\(need), not “\(word.text)”") }
        return word
    }

    private mutating func choice<Choice: RawRepresentable<String>>(
        _: Choice.Type, _ need: String
    ) throws(Diagnostic) -> (Choice, Position) {
        let word = try next(need) { _ in true }
        guard let choice = Choice(rawValue: word.text) else {
            throw Diagnostic(word.position, "\(need), not “\(word.text)”")
        }
        return (choice, word.position)
    }

    private static func isHandler(_ word: RouteWord) -> Bool {
        guard let dot = word.text.lastIndex(of: ".") else { return false }
        return RouteWord.isType(word.text[..<dot]) && RouteWord.isName(word.text[word.text.index(after: dot)...])
    }

    private mutating func options(of method: RouteRow.Method) throws(Diagnostic) -> RouteRow.Options {
        var options = RouteRow.Options()
        var seen: Set<String> = []
        while let word = words.popFirst() {
            let halves = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(halves[0])
            var value: RouteWord?
            if halves.count == 2 {
                var place = word.position
                place.column += key.unicodeScalars.count + 1
                value = RouteWord(text: String(halves[1]), position: place)
            }
            switch (key, value) {
            case ("public", nil): options.isPublic = true
            case ("form-cookie", nil): options.setsFormCookie = true
            case ("limit", let name?) where name.isName: options.limit = name
            case ("counts", let name?) where name.isName: options.counts = name
            case ("form", let name?) where name.isName: options.form = name
            case ("fields", let type?) where RouteWord.isType(type.text): options.fields = type
            default:
                throw Diagnostic(
                    word.position,
                    "“\(word.text)” is no option: public, form-cookie, limit=NAME, counts=NAME, form=ROUTE or fields=TYPE"
                )
            }
            guard seen.insert(key).inserted else { throw Diagnostic(word.position, "a second “\(key)”") }
            if key == "form", method != .post {
                throw Diagnostic(word.position, "form= names the page whose form is sent here, by POST")
            }
            if key == "fields", method != .post {
                throw Diagnostic(word.position, "fields= names the fields that are sent here, by POST")
            }
        }
        return options
    }
}
