import Passwords
import Postgres

/// Everything that the tables hold, in a form that can be compared: all columns but the password's hash, which is salted.
struct SeedDigest: Equatable {
    let tables: [String]

    init(_ db: inout Connection) throws(DatabaseError) {
        tables = [
            try db.one(
                """
                SELECT coalesce(md5(string_agg(concat_ws('|', id, email, name, role, created_at, updated_at), E'\\n'
                    ORDER BY id)), '') FROM users
                """
            ),
            try db.one("SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY id)), '') FROM products AS t"),
            try db.one("SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY id)), '') FROM orders AS t"),
            try db.one("SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY id)), '') FROM order_events AS t"),
            try db.one(
                "SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY seller_id, day, currency)), '') FROM sales AS t"
            ),
        ]
    }
}

extension PasswordParameters {
    /// The cheapest there is.
    static let cheap = PasswordParameters(memory: 8, iterations: 1, parallelism: 1)
}
