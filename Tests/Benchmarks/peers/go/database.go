package main

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/lib/pq"
)

const (
	userColumns = "users.id, users.email, users.name, users.role, users.created_at, users.updated_at, " +
		"users.time_zone, users.suspension_reason"
	productColumns = "products.id, products.user_id, products.slug, products.name, products.format, " +
		"products.price, products.currency, products.status, products.created_at, products.updated_at, " +
		"products.version, products.takedown_reason"
	listingColumns = productColumns + ", users.name, products.is_recent"
	listings       = "products JOIN users ON users.id = products.user_id"
	allowed        = "products.taken_down_at IS NULL AND users.suspended_at IS NULL"
	wasPublic      = "(products.status = 'active' OR products.status = 'archived' AND " +
		"EXISTS (SELECT FROM slugs WHERE slugs.slug = products.slug))"
	orderColumns = "orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, " +
		"orders.name, orders.status, orders.amount, orders.currency, orders.created_at, orders.updated_at"
	newestOrders = "ORDER BY orders.created_at DESC, orders.id DESC"
)

const (
	findSession = iota
	noteSession
	findListing
	salesByDay
	listOrders
	listProducts
	findAnswer
	countOrder
	placeOrder
	claimOrder
	settleOrder
	forgetAnswer
)

var texts = []string{
	findSession: "SELECT " + userColumns + `, sessions.created_at, last_seen_at, expires_at
		FROM sessions JOIN users ON users.id = user_id WHERE token_hash = $1 AND expires_at > $2
		AND sessions.created_at <= $3 AND last_seen_at <= $4 AND suspended_at IS NULL`,
	noteSession: "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_hash = $3",
	findListing: "SELECT " + listingColumns + ", products.description, " + allowed + ", " + wasPublic + " FROM " + listings +
		" WHERE products.slug = $1 AND products.deleted_at IS NULL",
	salesByDay: "SELECT day, orders, amount FROM sales WHERE seller_id = $1 AND currency = $2 " +
		"AND day BETWEEN $3 AND $4",
	listOrders: "SELECT " + orderColumns + " FROM (SELECT * FROM orders WHERE orders.seller_id = $1 " + newestOrders +
		" LIMIT $2) AS orders " + newestOrders,
	listProducts: "SELECT " + productColumns + " FROM products WHERE user_id = $1 AND deleted_at IS NULL " +
		"ORDER BY id DESC LIMIT $2",
	findAnswer: "SELECT digest, location, flash FROM form_answers WHERE browser = $1 AND number = $2",
	countOrder: "SELECT name, seconds FROM charge($1, $2, $3)",
	placeOrder: "WITH changed AS (INSERT INTO orders (product_id, email, name) SELECT products.id, $1, $2 FROM " +
		listings + " WHERE products.id = $3 AND products.status = 'active' AND " + allowed +
		` AND products.price = $4 AND products.name = coalesce($5, products.name)
		AND NOT EXISTS (SELECT bought.created_at FROM ( SELECT location FROM form_answers
		WHERE browser = $6 AND created_at > now() - interval '1 day' LIMIT $7 ) AS form_answers CROSS JOIN LATERAL (
		SELECT id, product_id, email, status, created_at FROM orders WHERE id =
		substring(form_answers.location FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid OFFSET 0 ) AS bought
		WHERE form_answers.location = replace($8, '{id}', bought.id::text) AND bought.product_id = $9
		AND lower(bought.email COLLATE "C") = lower($10::text COLLATE "C")
		AND bought.status IN ('created', 'processing', 'paid')) FOR SHARE OF products RETURNING ` + orderColumns + `),
		noted AS ( INSERT INTO form_answers (browser, number, digest, location, flash)
		SELECT $11, $12, $13, replace($14, '{id}', id::text), $15 FROM changed LIMIT 1 ),
		swept AS ( DELETE FROM form_answers WHERE ctid = ANY (ARRAY( SELECT ctid FROM form_answers
		WHERE created_at < now() - interval '1 day' AND (browser, number) <> ($16, $17)
		ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED )) ) SELECT * FROM changed`,
	claimOrder: "UPDATE orders SET status = 'processing' WHERE id = $1 AND ( status = 'created' " +
		"OR status = 'processing' AND updated_at < clock_timestamp() - $2 * interval '1 second' ) " +
		"RETURNING " + orderColumns,
	settleOrder:  "UPDATE orders SET status = $1 WHERE id = $2 AND status = 'processing' RETURNING " + orderColumns,
	forgetAnswer: "DELETE FROM form_answers WHERE browser = $1 AND number = $2",
}

// Connection is one connection with its prepared statements.
type Connection struct {
	connection *sql.Conn
	statements []*sql.Stmt
	// The request that the next statement is to be labelled with; empty for none.
	label string
}

func connect(ctx context.Context, url string) (*Connection, error) {
	db, err := sql.Open("postgres", url+"&sslmode=disable&timezone=UTC&statement_timeout=1500&lock_timeout=1000")
	if err != nil {
		return nil, err
	}
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	made := &Connection{connection: connection}
	for _, text := range texts {
		statement, err := connection.PrepareContext(ctx, text)
		if err != nil {
			return nil, err
		}
		made.statements = append(made.statements, statement)
	}
	return made, nil
}

func (db *Connection) query(statement int, arguments ...any) (*sql.Rows, error) {
	if db.label != "" {
		isPlain := true
		for _, letter := range db.label {
			isPlain = isPlain && (letter == '-' || letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'z')
		}
		if isPlain {
			text := "SET application_name = 'nexus " + db.label + "'"
			if _, err := db.connection.ExecContext(context.Background(), text); err != nil {
				return nil, err
			}
		}
		db.label = ""
	}
	return db.statements[statement].Query(arguments...)
}

// each calls `read` for every row.
func (db *Connection) each(read func(*sql.Rows) error, statement int, arguments ...any) error {
	rows, err := db.query(statement, arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// User is somebody with an account.
type User struct {
	ID                      int64
	Email, Name, Role, Zone string
	Created, Updated        time.Time
	Suspended               sql.NullString
}

func (user *User) fields() []any {
	return []any{
		&user.ID, &user.Email, &user.Name, &user.Role, &user.Created, &user.Updated, &user.Zone, &user.Suspended,
	}
}

// Product is something a seller sells; what comes after TakenDown only where it was asked for.
type Product struct {
	ID, SellerID                         int64
	Slug, Name, Format, Currency, Status string
	Price, Version                       int64
	Created, Updated                     time.Time
	TakenDown                            sql.NullString
	Seller, Description                  string
	IsRecent, IsAllowed, WasPublic       bool
}

func (product *Product) fields() []any {
	return []any{
		&product.ID, &product.SellerID, &product.Slug, &product.Name, &product.Format, &product.Price,
		&product.Currency, &product.Status, &product.Created, &product.Updated, &product.Version, &product.TakenDown,
	}
}

// Order is a purchase.
type Order struct {
	ID                                         string
	ProductID, SellerID                        sql.NullInt64
	ProductName, Email, Name, Status, Currency string
	Amount                                     int64
	Created, Updated                           time.Time
}

func (order *Order) fields() []any {
	return []any{
		&order.ID, &order.ProductID, &order.SellerID, &order.ProductName, &order.Email, &order.Name, &order.Status,
		&order.Amount, &order.Currency, &order.Created, &order.Updated,
	}
}

func (db *Connection) listing(statement int, arguments ...any) (*Product, error) {
	var found *Product
	err := db.each(func(rows *sql.Rows) error {
		found = &Product{}
		return rows.Scan(append(
			found.fields(), &found.Seller, &found.IsRecent, &found.Description, &found.IsAllowed,
			&found.WasPublic)...)
	}, statement, arguments...)
	return found, err
}

func (db *Connection) orders(statement int, arguments ...any) ([]Order, error) {
	var found []Order
	err := db.each(func(rows *sql.Rows) error {
		found = append(found, Order{})
		return rows.Scan(found[len(found)-1].fields()...)
	}, statement, arguments...)
	return found, err
}
