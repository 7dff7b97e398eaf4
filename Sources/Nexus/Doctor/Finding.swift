/// One line of `nexus doctor`.
struct Finding: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        case well(String)
        /// What is wrong, and what to do about it.
        case amiss(String, remedy: String)
        /// Cannot be looked at here, and why; nothing follows from it.
        case unknown(String)
    }

    let subject: String
    let verdict: Verdict

    init(_ subject: String, _ verdict: Verdict) {
        self.subject = subject
        self.verdict = verdict
    }

    var isAmiss: Bool {
        if case .amiss = verdict { true } else { false }
    }

    var text: String {
        switch verdict {
        case .well(let words): "✓ \(subject): \(words)"
        case .amiss(let words, let remedy): "✗ \(subject): \(words)\n    → \(remedy)"
        case .unknown(let words): "– \(subject): \(words)"
        }
    }
}
