/// Why the schema could not be brought where it should be; its description is for the person at the terminal.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    /// The name of the file at fault, such as `0002_products.sql`; `nil` if no single one is.
    public let file: String?
    /// The line in it, from 1; `nil` if the server did not say where.
    public let line: Int?
    /// What is wrong: the server's own words, where they are its.
    public let message: String

    init(_ message: String, file: String? = nil, line: Int? = nil) {
        self.message = message
        self.file = file
        self.line = line
    }

    init(_ error: DatabaseError) {
        self.init(error.sqlState.map { "\(error.message) [\($0)]" } ?? error.message)
    }

    /// `0002_products.sql:7: relation "products" already exists [42P07]`
    public var description: String {
        guard let file else { return message }
        return line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
