/// What sellers write about their products: nothing, a line, or far too much.
enum SeedDescription {
    /// Paragraphs with an empty line between; at most about 20 KB.
    static func random(of kind: SeedKind, named name: String, _ random: inout SeedRandom) -> String {
        let paragraphs: Int
        switch random.below(200) {
        case ..<16: return ""
        case ..<70: return opening(kind, name, &random)
        case ..<130: paragraphs = 1
        case ..<180: paragraphs = random.within(2...4)
        case ..<199: paragraphs = random.within(5...9)
        default: paragraphs = random.within(20...60)
        }
        var text = opening(kind, name, &random)
        for index in 0..<paragraphs {
            if index > 0 { text += "\n\n" + random.pick(SeedSentences.middles) }
            for _ in 0..<random.within(1...4) {
                text += " "
                text += random.pick(SeedSentences.middles)
            }
        }
        return text + (paragraphs > 1 ? "\n\n" : " ") + random.pick(SeedSentences.closings)
    }

    private static func opening(_ kind: SeedKind, _ name: String, _ random: inout SeedRandom) -> String {
        random.pick(SeedSentences.openings(kind)).replacing("{}", with: name)
    }
}
