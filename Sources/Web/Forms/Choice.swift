/// One entry of a `<select>`.
struct Choice: Sendable, Equatable {
    /// What the form sends.
    let value: String
    /// What a person reads.
    let label: String
    let isSelected: Bool
}
