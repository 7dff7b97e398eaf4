package main

import (
	"database/sql"
	"net/http"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// buy makes one order of a form and has it paid, however often the form is sent.
func buy(w http.ResponseWriter, r *http.Request, db *Connection, typedID string) error {
	id, err := strconv.ParseInt(typedID, 10, 64)
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return nil
	}
	email, name := strings.TrimSpace(r.PostFormValue("email")), strings.TrimSpace(r.PostFormValue("name"))
	key := r.PostFormValue("form_id")
	if _, err := mail.ParseAddress(email); err != nil || len(name) > 255 || !uuidForm.MatchString(key) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return nil
	}
	var shown sql.NullInt64
	if typed, isTyped := r.PostForm["shown_price"]; isTyped {
		shown.Valid = true
		if shown.Int64, err = strconv.ParseInt(typed[0], 10, 64); err != nil {
			shown.Int64 = -1
		}
	}
	order, err := db.order(placeOrder, email, name, key, id, shown)
	if err == nil && order == nil {
		order, err = db.order(existingOrder, id, key, email)
	}
	if err != nil {
		return err
	}
	if order == nil {
		listing, err := db.listing(listingForSale, id)
		if err != nil {
			return err
		}
		if listing == nil {
			w.WriteHeader(http.StatusNotFound)
		} else {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		return nil
	}
	claimed, err := db.order(claimOrder, order.ID, 30)
	if err != nil {
		return err
	}
	if claimed != nil {
		status := "paid"
		if claimed.Amount == 40200 || strings.HasPrefix(strings.ToLower(email), "decline@") {
			status = "cancelled"
		}
		if _, err = db.order(settleOrder, status, claimed.ID); err != nil {
			return err
		}
	}
	redirect(w, "/orders/"+order.ID+"/success")
	return nil
}

func (db *Connection) order(statement int, arguments ...any) (*Order, error) {
	found, err := db.orders(statement, arguments...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
