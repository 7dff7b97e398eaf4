/// Where in our own source a statement was asked for; it goes into the detail of an error, never onto a page.
struct CallSite: Sendable {
    let file: StaticString
    let line: UInt

    init(_ file: StaticString, _ line: UInt) {
        self.file = file
        self.line = line
    }
}
