package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"net"
	"net/http"
	"net/mail"
	"regexp"
	"strconv"
	"strings"

	"github.com/lib/pq"
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

const landing = "/orders/{id}/success"

// buy makes one order of a form and has it paid, however often the form is sent.
func buy(w http.ResponseWriter, r *http.Request, visit *Visit, db *Connection, typedID string) error {
	id, err := strconv.ParseInt(typedID, 10, 64)
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return nil
	}
	email, name := strings.TrimSpace(r.PostFormValue("email")), strings.TrimSpace(r.PostFormValue("name"))
	number := r.PostFormValue("form_id")
	shown, err := strconv.ParseInt(r.PostFormValue("shown_price"), 10, 64)
	if err != nil || len(name) > 255 || !isAddress(email) || !uuidForm.MatchString(number) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return nil
	}
	hash := sha256.Sum256([]byte(visit.secret))
	browser, digest := hash[:], visit.sign(r.URL.Path+"\n"+r.PostForm.Encode())
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return err
	}
	status, location, err := db.arrive(browser, number, digest, address, email)
	if err != nil {
		return err
	}
	if location != "" {
		redirect(w, location)
		return nil
	}
	if status != 0 {
		w.WriteHeader(status)
		return nil
	}
	order, err := db.order(placeOrder, email, name, id, shown, nil, browser, 200, landing, id, email,
		browser, number, digest, landing, "", browser, number)
	if err != nil {
		return err
	}
	if order == nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
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
		if status == "cancelled" {
			// So that the form may be sent again.
			if err = db.each(nil, forgetAnswer, browser, number); err != nil {
				return err
			}
		}
	}
	redirect(w, "/orders/"+order.ID+"/success")
	return nil
}

func isAddress(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil
}

// arrive says what the form is answered with before anything is bought: as it was before, or with a refusal.
func (db *Connection) arrive(
	browser []byte, number string, digest []byte, address, email string,
) (status int, location string, err error) {
	err = db.each(func(rows *sql.Rows) error {
		var known []byte
		var earlier, flash string
		if err := rows.Scan(&known, &earlier, &flash); err != nil {
			return err
		}
		if status = http.StatusUnprocessableEntity; bytes.Equal(known, digest) {
			location = earlier
		}
		return nil
	}, findAnswer, browser, number)
	if err != nil {
		return
	}
	// So much an hour from one address, for one buyer there, and in all in each of 16 parts; of the hour in microseconds,
	// what one order takes.
	part := 0
	for _, digit := range []byte(address) {
		part += int(digit)
	}
	err = db.each(func(*sql.Rows) error {
		status = http.StatusTooManyRequests
		return nil
	}, countOrder, pq.Array([]string{"orders", "buyer-orders", "all-orders"}),
		pq.Array([]string{address, address + " " + strings.ToLower(email), strconv.Itoa(part % 16)}),
		pq.Array([]int64{6e6, 120e6, 180e3}))
	return
}

func (db *Connection) order(statement int, arguments ...any) (*Order, error) {
	found, err := db.orders(statement, arguments...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
