package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"fmt"
	"log"
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
	// The browser's.
	secret       string
	hasNewSecret bool
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
	if session := token(r, "__Host-nexus"); session != "" {
		if err := visit.resume(w, db, session); err != nil {
			return nil, err
		}
	}
	visit.secret = token(r, "__Host-nexus-form")
	if visit.secret == "" {
		visit.secret = hex.EncodeToString(random(32))
		visit.hasNewSecret = true
		if hasForm || visit.User != 0 {
			cookie := "__Host-nexus-form=" + visit.secret + "; Path=/; Secure; HttpOnly; SameSite=Lax"
			w.Header().Add("Set-Cookie", cookie)
		}
	}
	visit.FormToken = hex.EncodeToString(visit.sign("form"))
	return visit, nil
}

func random(count int) []byte {
	made := make([]byte, count)
	if _, err := rand.Read(made); err != nil {
		log.Fatal(err)
	}
	return made
}

// sign gives 32 bytes that are the same for the same text of the same browser.
func (visit *Visit) sign(text string) []byte {
	code := hmac.New(sha256.New, []byte(visit.secret))
	code.Write([]byte(text))
	return code.Sum(nil)
}

// FormID is a new form's number.
func (visit *Visit) FormID() string {
	number := random(16)
	return fmt.Sprintf("%x-%x-%x-%x-%x", number[:4], number[4:6], number[6:8], number[8:10], number[10:])
}

func (visit *Visit) resume(w http.ResponseWriter, db *Connection, token string) error {
	hash := sha256.Sum256([]byte(token))
	var user User
	var created, seen, expires time.Time
	latest := visit.Now.Add(time.Minute)
	err := db.each(func(rows *sql.Rows) error {
		return rows.Scan(append(user.fields(), &created, &seen, &expires)...)
	}, findSession, hash[:], visit.Now, latest, latest)
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
