package main

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// Visit is one request: who asks, and the secret that its forms carry.
type Visit struct {
	Now                     time.Time
	User                    int64
	ViewerName, FormToken   string
	Title, Summary, Section string
	hasNewSecret            bool
}

var tokenForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func token(r *http.Request, cookie string) string {
	found, err := r.Cookie(cookie)
	if err != nil || !tokenForm.MatchString(found.Value) {
		return ""
	}
	return found.Value
}

func begin(w http.ResponseWriter, r *http.Request, db *Connection, hasForm bool) (*Visit, error) {
	visit := &Visit{Now: now()}
	secret := token(r, "__Host-nexus")
	if secret != "" {
		if err := visit.resume(w, db, secret); err != nil {
			return nil, err
		}
	} else {
		secret = token(r, "__Host-nexus-form")
	}
	if secret == "" {
		random := make([]byte, 32)
		if _, err := rand.Read(random); err != nil {
			return nil, err
		}
		secret = hex.EncodeToString(random)
		visit.hasNewSecret = true
		if hasForm {
			cookie := "__Host-nexus-form=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Lax"
			w.Header().Add("Set-Cookie", cookie)
		}
	}
	digest := sha256.Sum256([]byte("form " + secret))
	visit.FormToken = hex.EncodeToString(digest[:])
	return visit, nil
}

func (visit *Visit) resume(w http.ResponseWriter, db *Connection, token string) error {
	hash := sha256.Sum256([]byte(token))
	var user User
	var created, seen, expires time.Time
	err := db.each(func(rows *sql.Rows) error {
		return rows.Scan(append(user.fields(), &created, &seen, &expires)...)
	}, findSession, hash[:], visit.Now)
	if err != nil || user.ID == 0 {
		return err
	}
	visit.User = user.ID
	visit.ViewerName = user.Name
	if user.Name == "" {
		visit.ViewerName = user.Email
	}
	// A request within a minute of the last noted one is not noted again.
	if !seen.Add(time.Minute).Before(visit.Now) {
		return nil
	}
	end := visit.Now.Add(2 * time.Hour)
	if last := created.Add(12 * time.Hour); last.Before(end) {
		end = last
	}
	if err := db.each(nil, noteSession, visit.Now, end, hash[:]); err != nil {
		return err
	}
	seconds := int64(end.Sub(visit.Now) / time.Second)
	w.Header().Add("Set-Cookie", fmt.Sprintf(
		"__Host-nexus=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Lax", token, seconds))
	return nil
}

func (visit *Visit) comesFromHere(r *http.Request, baseURL string) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin" || site == "none"
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		return strings.EqualFold(origin, baseURL)
	}
	typed := r.PostFormValue("form_token")
	return !visit.hasNewSecret && subtle.ConstantTimeCompare([]byte(typed), []byte(visit.FormToken)) == 1
}
