import Processes

/// A restored copy beside what the manifest says.
struct BackupComparison {
    struct Line: Equatable {
        let name: String
        /// As the manifest says; nil if it names no such table.
        let expected: String?
        /// As the copy is; nil if it has no such table.
        let found: String?
        /// nil if all is well.
        let fault: String?
    }

    let lines: [Line]

    var faults: [Line] { lines.filter { $0.fault != nil } }

    init(_ manifest: BackupManifest, tables: [TableDigest], sequences: [SequenceValue]) {
        let names = Set((manifest.tables + tables).map(\.name)).sorted()
        let tableLines = names.map { name in
            Self.line(
                name, manifest.tables.first { $0.name == name }, tables.first { $0.name == name })
        }
        let sequenceLines = manifest.sequences.map { expected in
            let found = sequences.first { $0.name == expected.name }
            let isBehind = found.map { $0.value < expected.value } ?? true
            return Line(
                name: expected.name, expected: "\(expected.value)", found: found.map { "\($0.value)" },
                fault: isBehind ? "is behind, and would give out ids twice" : nil)
        }
        lines = tableLines + sequenceLines
    }

    private static func line(_ name: String, _ expected: TableDigest?, _ found: TableDigest?) -> Line {
        let fault: String? =
            switch (expected, found) {
            case (nil, _): "is not in the manifest"
            case (_, nil): "is missing"
            case (let expected?, let found?) where expected.rows != found.rows: "has another number of rows"
            case (let expected?, let found?): expected.digest == found.digest ? nil : "has other rows"
            }
        return Line(
            name: name, expected: expected.map { "\($0.rows)" }, found: found.map { "\($0.rows)" }, fault: fault)
    }

    /// For a person: a line for each table and sequence.
    var table: String {
        let widest = max(20, lines.map(\.name.count).max() ?? 0)
        let head = "\("table or sequence".padded(to: widest))  \("backup".padded(to: 12)) \("restored".padded(to: 12))"
        let rows = lines.map { line in
            "\(line.name.padded(to: widest))  \((line.expected ?? "-").padded(to: 12)) "
                + "\((line.found ?? "-").padded(to: 12)) \(line.fault ?? "same")"
        }
        return ([head] + rows).joined(separator: "\n")
    }
}
