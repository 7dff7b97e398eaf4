import Postgres
import Store
import TestSupport
import Testing

@Suite("Every promise of the schema is a named constraint")
struct ConstraintTests {
    @Test(
        "a value that the rules forbid is refused by the constraint that names the rule",
        arguments: [
            ("UPDATE products SET price = -1", "products_price_range"),
            ("UPDATE products SET price = 100000000", "products_price_range"),
            ("UPDATE products SET name = ''", "products_name_length"),
            ("UPDATE products SET name = repeat('x', 256)", "products_name_length"),
            ("UPDATE products SET description = repeat('é', 25601)", "products_description_size"),
            ("UPDATE products SET status = 'sold'", "products_status_is_known"),
            ("UPDATE products SET currency = 'usd'", "products_currency_form"),
            (
                "INSERT INTO products (user_id, slug, name, price) SELECT id, 'A B', 'x', 1 FROM users LIMIT 1",
                "products_slug_form"
            ),
            (
                "INSERT INTO products (user_id, slug, name, price) SELECT user_id, slug, 'x', 1 FROM products LIMIT 1",
                "products_slug_key"
            ),
            ("UPDATE users SET email = 'nobody'", "users_email_is_an_address"),
            ("UPDATE users SET email = E'a\\n@b'", "users_email_is_an_address"),
            ("UPDATE users SET password = 'plain'", "users_password_is_argon2id"),
            ("UPDATE users SET name = repeat('x', 256)", "users_name_length"),
            ("INSERT INTO users (email, password) SELECT upper(email), password FROM users LIMIT 1", "users_email_key"),
            ("UPDATE users SET suspended_at = now() WHERE role = 'seller'", "users_suspension_has_a_reason"),
            (
                "UPDATE users SET suspended_at = now(), suspension_reason = '' WHERE role = 'seller'",
                "users_suspension_has_a_reason"
            ),
            (
                "UPDATE users SET suspended_at = now(), suspension_reason = 'x' WHERE role = 'admin'",
                "users_admin_is_not_suspended"
            ),
            ("UPDATE products SET takedown_reason = 'x'", "products_takedown_has_a_reason"),
            (
                "UPDATE products SET taken_down_at = now(), takedown_reason = repeat('x', 501)",
                "products_takedown_has_a_reason"
            ),
            (
                "INSERT INTO sessions SELECT '\\x00', id, now(), now(), now() FROM users LIMIT 1",
                "sessions_token_hash_is_sha256"
            ),
            (
                "INSERT INTO sessions SELECT sha256('x'), id, now(), now(), now() + interval '13 hours' FROM users LIMIT 1",
                "sessions_live_twelve_hours_at_most"
            ),
            (
                "INSERT INTO orders (product_id, email, checkout_key) SELECT id, 'nobody', gen_random_uuid() FROM products WHERE status = 'active' LIMIT 1",
                "orders_email_is_an_address"
            ),
            (
                "INSERT INTO orders (product_id, email, checkout_key) SELECT id, 'a@b', gen_random_uuid() FROM products WHERE status = 'draft' LIMIT 1",
                "orders_product_is_published"
            ),
        ])
    func constraints(statement: String, constraint: String) throws {
        try withStore { _, db in
            let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in try db.script(statement) }
            #expect(failure?.constraint == constraint)
        }
    }
}
