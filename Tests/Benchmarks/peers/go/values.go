package main

import (
	"hash/fnv"
	"html/template"
	"strconv"
	"strings"
	"unicode"
)

func money(cents int64, currency string) string {
	sign := ""
	if cents < 0 {
		sign, cents = "−", -cents
	}
	symbol, isKnown := map[string]string{"USD": "$", "EUR": "€", "GBP": "£"}[currency]
	if !isKnown {
		symbol = currency + "\u00a0"
	}
	units := strconv.FormatInt(cents/100, 10)
	for at := len(units) - 3; at > 0; at -= 3 {
		units = units[:at] + "," + units[at:]
	}
	rest := strconv.FormatInt(cents%100+100, 10)[1:]
	return sign + symbol + units + "." + rest
}

// Badge is a status as a person reads it, with the suffix of its CSS class.
type Badge struct{ Tone, Label string }

var badges = map[string]Badge{
	"active": {"good", "Published"}, "draft": {"busy", "Draft"}, "archived": {"quiet", "Archived"},
	"created": {"quiet", "Started"}, "processing": {"busy", "Processing"}, "paid": {"good", "Paid"},
	"refunded": {"quiet", "Refunded"}, "cancelled": {"bad", "Cancelled"},
}

func badge(status string) Badge { return badges[status] }

func paragraphs(text string) template.HTML {
	var markup strings.Builder
	isOpen := false
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		switch {
		case line != "" && isOpen:
			markup.WriteString("<br>")
		case line != "":
			markup.WriteString("<p>")
			isOpen = true
		case isOpen:
			markup.WriteString("</p>")
			isOpen = false
		}
		template.HTMLEscape(&markup, []byte(line))
	}
	if isOpen {
		markup.WriteString("</p>")
	}
	return template.HTML(markup.String())
}

// Cover is a product's cover, made of its name and slug.
type Cover struct {
	Pattern uint32
	Initial string
}

func cover(slug, name string) Cover {
	hash := fnv.New32a()
	hash.Write([]byte(slug))
	made := Cover{Pattern: (hash.Sum32() >> 24) % 8, Initial: "·"}
	for _, letter := range name {
		if unicode.IsLetter(letter) || unicode.IsNumber(letter) {
			made.Initial = string(unicode.ToUpper(letter))
			break
		}
	}
	return made
}
