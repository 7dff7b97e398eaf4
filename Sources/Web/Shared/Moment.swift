/// A point in time, ready to be shown in `<time datetime="…">`.
struct Moment: Sendable, Equatable {
    /// For people: "14 Mar 2026, 09:05 UTC".
    let display: String
    /// For programs: "2026-03-14T09:05:00Z".
    let iso: String
}
