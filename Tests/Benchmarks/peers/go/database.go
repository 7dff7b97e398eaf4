package main

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/lib/pq"
)

const (
	userColumns    = "users.id, users.email, users.name, users.role, users.created_at, users.updated_at"
	productColumns = "products.id, products.user_id, products.slug, products.name, products.description, " +
		"products.price, products.currency, products.status, products.created_at, products.updated_at"
	// The same without the description, for lists.
	listedColumns = "products.id, products.user_id, products.slug, products.name, NULL::text, " +
		"products.price, products.currency, products.status, products.created_at, products.updated_at"
	listing      = productColumns + ", users.name FROM products JOIN users ON users.id = products.user_id"
	orderColumns = "orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, " +
		"orders.name, orders.status, orders.amount, orders.currency, orders.created_at, orders.updated_at"
)

const (
	findSession = iota
	noteSession
	findListing
	salesByDay
	listOrders
	listProducts
	listingForSale
	existingOrder
	placeOrder
	claimOrder
	settleOrder
)

var texts = []string{
	findSession: "SELECT " + userColumns + ", sessions.created_at, last_seen_at, expires_at FROM sessions " +
		"JOIN users ON users.id = user_id WHERE token_hash = $1 AND expires_at > $2",
	noteSession: "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_hash = $3",
	findListing: "SELECT " + listing +
		" WHERE products.slug = $1 AND products.deleted_at IS NULL AND (products.status = 'active' OR products.user_id = $2)",
	salesByDay: "SELECT day, orders, amount FROM sales WHERE seller_id = $1 AND currency = $2 " +
		"AND day BETWEEN $3 AND $4",
	listOrders: "SELECT " + orderColumns + " FROM orders WHERE orders.seller_id = $1 " +
		"ORDER BY orders.created_at DESC, orders.id DESC LIMIT $2",
	listProducts:   "SELECT " + listedColumns + " FROM products WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT $2",
	listingForSale: "SELECT " + listing + " WHERE products.id = $1 AND products.status = 'active'",
	existingOrder: "SELECT " + orderColumns + " FROM orders " +
		"WHERE product_id = $1 AND checkout_key = $2 AND lower(email COLLATE \"C\") = lower($3 COLLATE \"C\")",
	placeOrder: "INSERT INTO orders (product_id, email, name, checkout_key) " +
		"SELECT id, $1, $2, $3 FROM products WHERE id = $4 AND status = 'active' AND price = coalesce($5, price) " +
		"FOR SHARE " +
		"ON CONFLICT (product_id, checkout_key, lower(email COLLATE \"C\")) DO NOTHING RETURNING " + orderColumns,
	claimOrder: "UPDATE orders SET status = 'processing' WHERE id = $1 AND ( status = 'created' " +
		"OR status = 'processing' AND updated_at < clock_timestamp() - $2 * interval '1 second' ) " +
		"RETURNING " + orderColumns,
	settleOrder: "UPDATE orders SET status = $1 WHERE id = $2 AND status = 'processing' RETURNING " + orderColumns,
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
	ID                int64
	Email, Name, Role string
	Created, Updated  time.Time
}

func (user *User) fields() []any {
	return []any{&user.ID, &user.Email, &user.Name, &user.Role, &user.Created, &user.Updated}
}

// Product is something a seller sells; Seller, the seller's name, only where it was asked for.
type Product struct {
	ID, SellerID                 int64
	Slug, Name, Currency, Status string
	// Not read for a list.
	Description      sql.NullString
	Price            int64
	Created, Updated time.Time
	Seller           string
}

func (product *Product) fields() []any {
	return []any{
		&product.ID, &product.SellerID, &product.Slug, &product.Name, &product.Description, &product.Price,
		&product.Currency, &product.Status, &product.Created, &product.Updated,
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
		return rows.Scan(append(found.fields(), &found.Seller)...)
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
