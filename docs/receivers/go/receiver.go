// Verifies, stores, answers. The work is done afterwards, from what is stored.
// CARILLON_SECRET=whsec_… PORT=8080 go run receiver.go inbox.go verify.go
package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

const mostBytes = 16 << 20 // Shopify's largest payloads have 10 MiB

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func main() {
	secret, inbox := env("CARILLON_SECRET", ""), env("INBOX", "inbox")
	if secret == "" {
		log.Fatal("CARILLON_SECRET is missing")
	}
	if err := os.MkdirAll(inbox, 0o700); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		response.WriteHeader(receive(response, request, inbox, secret))
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+env("PORT", "8080"), nil))
}

func receive(response http.ResponseWriter, request *http.Request, inbox, secret string) int {
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, mostBytes))
	if err != nil {
		return http.StatusRequestEntityTooLarge
	}
	// Two addresses, one for each kind of signature: keep the one that you use.
	isGenuine := isFromCarillon
	if request.URL.Path == "/hook/plain" {
		isGenuine = isSignedByCarillon
	}
	if !isGenuine(body, request.Header, secret) {
		return http.StatusUnauthorized
	}
	if _, err := store(inbox, body); err != nil { // a repeat changes nothing, and is answered like the first
		log.Print(err)
		return http.StatusInternalServerError // Carillon sends it again
	}
	return http.StatusNoContent
}
