/// How one migration stands: what `nexus migrate status` lists.
public struct MigrationState: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        /// Applied, and the file is still the same.
        case applied(at: SQLTimestamp, milliseconds: Int)
        /// Not applied yet.
        case pending
        /// Applied, but the file has been changed since.
        case changed
        /// Applied, but there is no such file.
        case missing
    }

    public let version: Int
    public let name: String
    public let state: State

    /// The name of its file, without the folder, also where that is missing.
    public var file: String { Migration.file(version, name) }

    /// What is wrong with it, for a person; `nil` if nothing is.
    var problem: String? {
        let label = "\(Migration.padded(version))_\(name)"
        switch state {
        case .applied, .pending: return nil
        case .changed: return "\(label) was changed after it had been applied"
        case .missing: return "\(label) was applied, but there is no such file"
        }
    }
}
