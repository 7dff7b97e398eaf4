import Postgres

/// What a backup says of itself: when it was made, of which server, and what each table held.
struct BackupManifest: Equatable {
    /// As RFC 3339 has it, in UTC.
    let made: String
    /// The server's version, as PostgreSQL numbers them: 150020 is 15.20.
    let server: Int
    let tables: [TableDigest]
    let sequences: [SequenceValue]

    static let title = "Nexus backup manifest 1"

    var rows: Int64 { tables.reduce(0) { $0 + $1.rows } }

    /// Lines of words with tabs between them.
    var text: String {
        var lines = [Self.title, "made\t\(made)", "server\t\(server)"]
        lines += tables.map { "table\t\($0.name)\t\($0.rows)\t\($0.digest)" }
        lines += sequences.map { "sequence\t\($0.name)\t\($0.value)" }
        return lines.map { "\($0)\n" }.joined()
    }

    init(made: String, server: Int, tables: [TableDigest], sequences: [SequenceValue]) {
        self.made = made
        self.server = server
        self.tables = tables
        self.sequences = sequences
    }

    /// nil for anything else than `text` gives.
    init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == Self.title[...], lines.popLast() == "" else { return nil }
        var made: String?
        var server: Int?
        var tables: [TableDigest] = []
        var sequences: [SequenceValue] = []
        for line in lines {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (words.first, words.count) {
            case ("made", 2): made = words[1]
            case ("server", 2): server = Int(words[1])
            case ("table", 4):
                guard let rows = Int64(words[2]) else { return nil }
                tables.append(TableDigest(name: words[1], rows: rows, digest: words[3]))
            case ("sequence", 3):
                guard let value = Int64(words[2]) else { return nil }
                sequences.append(SequenceValue(name: words[1], value: value))
            default: return nil
            }
        }
        guard let made, let server else { return nil }
        self.init(made: made, server: server, tables: tables, sequences: sequences)
    }
}
