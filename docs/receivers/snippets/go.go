// A receiver that takes what Carillon signed and nothing else.  CARILLON_SECRET=whsec_… PORT=8080 go run go.go
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// snippet: standard
// body: what io.ReadAll(request.Body) returns, before any JSON decoder reads it.
func isFromCarillon(body []byte, header http.Header, secret string) bool {
	sentAt := header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(sentAt, 10, 64)
	if err != nil || math.Abs(time.Since(time.Unix(seconds, 0)).Seconds()) > 300 {
		return false // an old request that somebody sends again
	}
	key := []byte(secret)
	if text, found := strings.CutPrefix(secret, "whsec_"); found {
		if key, err = base64.StdEncoding.DecodeString(text); err != nil {
			return false
		}
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(header.Get("webhook-id") + "." + sentAt + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, given := range strings.Split(header.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(given), []byte(expected)) {
			return true
		}
	}
	return false
}

// end

// snippet: plain
// body: what io.ReadAll(request.Body) returns, before any JSON decoder reads it.
func isSignedByCarillon(body []byte, header http.Header, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	// signature-next is there while the secret is being rotated.
	return hmac.Equal([]byte(header.Get("signature")), []byte(expected)) ||
		hmac.Equal([]byte(header.Get("signature-next")), []byte(expected))
}

// end

func main() {
	secret := os.Getenv("CARILLON_SECRET")
	receive := func(response http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil || !isFromCarillon(body, request.Header, secret) || !isSignedByCarillon(body, request.Header, secret) {
			response.WriteHeader(http.StatusUnauthorized)
			return
		}
		response.WriteHeader(http.StatusNoContent)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(receive)))
}
