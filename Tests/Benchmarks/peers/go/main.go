// The store's busiest pages in Go, with what comes with Go: net/http/fcgi, html/template, database/sql over lib/pq.
//
// One process; as many requests at a time as there are connections, which is as many as the others have workers.
package main

import (
	"context"
	"log"
	"net/http"
	"net/http/fcgi"
	"os"
	"strconv"
	"strings"
	"time"
)

// Site hands each request one of the connections.
type Site struct {
	connections chan *Connection
	baseURL     string
}

func main() {
	workers, err := strconv.Atoi(os.Getenv("NEXUS_WORKERS"))
	if err != nil {
		log.Fatal(err)
	}
	site := &Site{connections: make(chan *Connection, workers), baseURL: os.Getenv("NEXUS_BASE_URL")}
	for i := 0; i < workers; i++ {
		connection, err := connect(context.Background(), os.Getenv("DATABASE_URL"))
		if err != nil {
			log.Fatal(err)
		}
		site.connections <- connection
	}
	// A nil listener is the socket on descriptor 0.
	log.Fatal(fcgi.Serve(nil, site))
}

func (site *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	db := <-site.connections
	defer func() { site.connections <- db }()
	environment := fcgi.ProcessEnv(r)
	if environment["NEXUS_LABEL"] == "on" {
		db.label = environment["REQUEST_ID"]
	}
	if err := site.answer(w, r, db); err != nil {
		log.Print(err)
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func (site *Site) answer(w http.ResponseWriter, r *http.Request, db *Connection) error {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Robots-Tag", "noindex")
	path := r.URL.Path
	isCheckout := strings.HasPrefix(path, "/checkout/")
	visit, err := begin(w, r, db, path == "/auth/login")
	if err != nil {
		return err
	}
	switch {
	case r.Method == http.MethodPost && !visit.comesFromHere(r, site.baseURL):
		w.WriteHeader(http.StatusForbidden)
	case r.Method == http.MethodPost && isCheckout:
		return buy(w, r, visit, db, strings.TrimPrefix(path, "/checkout/"))
	case r.Method == http.MethodPost:
		w.WriteHeader(http.StatusMethodNotAllowed)
	case strings.HasPrefix(path, "/products/"):
		header.Del("X-Robots-Tag")
		return product(w, visit, db, strings.TrimPrefix(path, "/products/"))
	case path == "/auth/login" && visit.User != 0:
		redirect(w, "/dashboard")
	case path == "/auth/login":
		visit.Title, visit.Section = "Log in", "login"
		return render(w, "login", struct{ *Visit }{visit})
	case path != "/dashboard" && path != "/dashboard/orders":
		w.WriteHeader(http.StatusNotFound)
	case visit.User == 0:
		redirect(w, "/auth/login")
	case path == "/dashboard":
		return dashboard(w, visit, db)
	default:
		return orders(w, visit, db)
	}
	return nil
}

func redirect(w http.ResponseWriter, location string) {
	w.Header().Set("Location", location)
	w.Header().Set("Content-Length", "0")
	// There is nothing to have a type; left out, the library makes one up.
	w.Header()["Content-Type"] = nil
	w.WriteHeader(http.StatusSeeOther)
}

// now is a request's moment; all pages tell time in UTC.
func now() time.Time { return time.Now().UTC() }
