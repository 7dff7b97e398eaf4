package main

import (
	"bytes"
	"database/sql"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

//go:embed pages/*.html
var files embed.FS

var pages = func() map[string]*template.Template {
	made := map[string]*template.Template{}
	for _, name := range []string{"product", "dashboard", "orders", "login"} {
		page := template.New("").Funcs(template.FuncMap{
			"money": money, "day": func(day time.Time) string { return day.Format("2 Jan") }, "badge": badge,
			"iso":     func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") },
			"display": func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") },
			"asset":   os.Getenv,
		})
		made[name] = template.Must(page.ParseFS(files, "pages/_*.html", "pages/"+name+".html"))
	}
	return made
}()

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(w http.ResponseWriter, name string, values any) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := pages[name].ExecuteTemplate(buffer, name+".html", values); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(buffer.Len()))
	_, err := w.Write(buffer.Bytes())
	return err
}

func product(w http.ResponseWriter, visit *Visit, db *Connection, slug string) error {
	found, err := db.listing(findListing, slug)
	if err != nil {
		return err
	}
	if found == nil || found.SellerID != visit.User && !(found.Status == "active" && found.IsAllowed) {
		w.WriteHeader(http.StatusNotFound)
		return nil
	}
	if found.Seller == "" {
		found.Seller = "Independent seller"
	}
	if visit.User == 0 {
		w.Header().Set("Cache-Control", "no-cache")
	}
	visit.Title = found.Name
	visit.Summary = found.Name + ", by " + found.Seller
	return render(w, "product", struct {
		*Visit
		Product     *Product
		Cover       Cover
		Description template.HTML
	}{visit, found, cover(found.Slug, found.Name), paragraphs(found.Description)})
}

// Figures are the sales of a day, or of a month.
type Figures struct {
	Orders, Cents int64
}

// OrdersText is "1 order", "12 orders".
func (figures Figures) OrdersText() string {
	if figures.Orders == 1 {
		return "1 order"
	}
	return fmt.Sprintf("%d orders", figures.Orders)
}

// Bar is a day of the chart.
type Bar struct {
	Day        time.Time
	X, Y, Tall int64
	Figures
}

func dashboard(w http.ResponseWriter, visit *Visit, db *Connection) error {
	today := visit.Now.Truncate(24 * time.Hour)
	month := today.AddDate(0, 0, 1-today.Day())
	first := today.AddDate(0, 0, -29)
	from := first
	if month.Before(from) {
		from = month
	}
	bars := make([]Bar, 30)
	for i := range bars {
		bars[i].Day = first.AddDate(0, 0, i)
	}
	var thisMonth Figures
	err := db.each(func(rows *sql.Rows) error {
		var day time.Time
		var figures Figures
		if err := rows.Scan(&day, &figures.Orders, &figures.Cents); err != nil {
			return err
		}
		if !day.Before(month) {
			thisMonth.Orders += figures.Orders
			thisMonth.Cents += figures.Cents
		}
		if place := int(day.Sub(first) / (24 * time.Hour)); !day.Before(first) && place < len(bars) {
			bars[place].Figures = figures
		}
		return nil
	}, salesByDay, visit.User, "USD", from.Format("2006-01-02"), today.Format("2006-01-02"))
	if err != nil {
		return err
	}
	best := &bars[0]
	for i := range bars {
		if bars[i].Cents > best.Cents {
			best = &bars[i]
		}
	}
	for i := range bars {
		bar := &bars[i]
		if bar.Cents > 0 {
			if bar.Tall = bar.Cents * 160 / best.Cents; bar.Tall < 3 {
				bar.Tall = 3
			}
		}
		bar.X, bar.Y = int64(i*20+3), 160-bar.Tall
	}
	orders, err := db.orders(listOrders, visit.User, 5)
	if err != nil {
		return err
	}
	var products []Product
	err = db.each(func(rows *sql.Rows) error {
		products = append(products, Product{})
		return rows.Scan(products[len(products)-1].fields()...)
	}, listProducts, visit.User, 5)
	if err != nil {
		return err
	}
	visit.Title, visit.Section = "Dashboard", "dashboard"
	return render(w, "dashboard", struct {
		*Visit
		Today, Month Figures
		Bars         []Bar
		Best         *Bar
		Orders       []Order
		Products     []Product
	}{visit, bars[29].Figures, thisMonth, bars, best, orders, products})
}

func orders(w http.ResponseWriter, visit *Visit, db *Connection) error {
	found, err := db.orders(listOrders, visit.User, 21)
	if err != nil {
		return err
	}
	var last *Order
	if len(found) > 20 {
		found = found[:20]
		last = &found[19]
	}
	visit.Title, visit.Section = "Orders", "orders"
	return render(w, "orders", struct {
		*Visit
		Orders   []Order
		Statuses []string
		Last     *Order
	}{visit, found, []string{"created", "processing", "paid", "refunded", "cancelled"}, last})
}
