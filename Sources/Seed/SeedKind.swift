/// The kinds of things that people sell here, and how those are called.
enum SeedKind: Int, Sendable, CaseIterable {
    case course, book, music, software, files

    /// A name, such as "Watercolour for Beginners".
    func name(_ random: inout SeedRandom) -> String {
        let subject = random.pick(SeedWords.subjects)
        let adjective = random.pick(SeedWords.adjectives)
        let noun = random.pick(SeedWords.nouns)
        let variant = random.below(6)
        return switch self {
        case .course: Self.course(variant, subject, adjective, &random)
        case .book: Self.book(variant, subject, adjective, noun, &random)
        case .music: Self.music(variant, adjective, noun, &random)
        case .software: Self.software(variant, subject, noun, &random)
        case .files: Self.files(variant, subject, adjective, noun, &random)
        }
    }

    private static func course(
        _ variant: Int, _ subject: String, _ adjective: String, _ random: inout SeedRandom
    ) -> String {
        switch variant {
        case 0: "\(subject) from Scratch"
        case 1: "The Complete \(subject) Course"
        case 2: "\(subject) in \(random.within(3...30)) \(random.pick(["Days", "Lessons", "Weeks"]))"
        case 3: "\(subject): A \(adjective) Workshop"
        default: "\(subject) for \(random.pick(SeedWords.audiences))"
        }
    }

    private static func book(
        _ variant: Int, _ subject: String, _ adjective: String, _ noun: String, _ random: inout SeedRandom
    ) -> String {
        switch variant {
        case 0: "The \(subject) Handbook"
        case 1: "A Field Guide to \(subject)"
        case 2: "\(noun) & \(random.pick(SeedWords.nouns))"
        case 3: "Notes on \(subject)"
        default: "The \(adjective) \(noun)"
        }
    }

    private static func music(_ variant: Int, _ adjective: String, _ noun: String, _ random: inout SeedRandom) -> String
    {
        switch variant {
        case 0: "\(noun) Sessions, Vol. \(random.within(1...6))"
        case 1: "\(noun) (Live in \(random.pick(SeedWords.cities)))"
        case 2: "Songs for a \(adjective) \(noun)"
        case 3: "\(random.pick(SeedWords.cities)) at Night"
        default: "\(adjective) \(noun)\(random.pick(["", "", " EP"]))"
        }
    }

    private static func software(
        _ variant: Int, _ subject: String, _ noun: String, _ random: inout SeedRandom
    ) -> String {
        switch variant {
        case 0: "\(noun)Desk \(random.within(2...5))"
        case 1: "\(noun) Pro"
        case 2: "\(subject) Planner"
        case 3: "\(noun) for \(random.pick(["Mac", "Windows", "Linux", "iPad"]))"
        default: "\(noun)\(random.pick(["Kit", "Box", "Flow", "Note"])) \(random.within(1...4)).\(random.below(10))"
        }
    }

    private static func files(
        _ variant: Int, _ subject: String, _ adjective: String, _ noun: String, _ random: inout SeedRandom
    ) -> String {
        switch variant {
        case 0: "\(random.within(2...40) * 5) \(adjective) Textures"
        case 1: "\(noun) Icon Set"
        case 2: "\(subject) Templates"
        case 3: "\(adjective) Presets"
        default: "\(subject) Worksheets, Set \(random.within(1...9))"
        }
    }
}
