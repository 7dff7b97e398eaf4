/// What is wrong with the markup of a template; where is known to the caller.
struct MarkupError: Error, Equatable {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
