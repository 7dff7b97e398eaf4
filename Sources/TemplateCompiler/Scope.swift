/// The names a template made itself, by `for`, `if let` and `set`, and the loops around a place.
struct Scope {
    private struct Name {
        var name: String
        var isUsed = false
    }

    struct LoopNames {
        /// A number that no other loop of the page has.
        var number: Int
        /// Whether `loop.…` was used in it.
        var isCounted = false
    }

    private var names: [Name] = []
    private(set) var loops: [LoopNames] = []
    /// What is wrong with the expressions seen so far.
    var diagnostics: [Diagnostic] = []

    mutating func push(_ name: String) {
        names.append(Name(name: name))
    }

    /// Forgets the last name. Returns whether it was ever used: Swift warns of those that were not.
    mutating func pop() -> Bool {
        names.popLast()?.isUsed ?? false
    }

    mutating func pushLoop(_ number: Int) {
        loops.append(LoopNames(number: number))
    }

    /// Forgets the last loop. Returns whether it needs an index.
    mutating func popLoop() -> Bool {
        loops.popLast()?.isCounted ?? false
    }

    /// Whether `name` was made by the template.
    mutating func use(_ name: String) -> Bool {
        guard let index = names.lastIndex(where: { $0.name == name }) else { return false }
        names[index].isUsed = true
        return true
    }

    /// The number of the innermost loop; `nil` outside of loops.
    mutating func useLoop() -> Int? {
        guard !loops.isEmpty else { return nil }
        loops[loops.count - 1].isCounted = true
        return loops[loops.count - 1].number
    }
}
