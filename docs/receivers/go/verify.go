// The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math"
	"net/http"
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
	if strings.HasPrefix(secret, "whsec_") {
		text := strings.TrimRight(secret[len("whsec_"):], "=")
		if key, err = base64.RawStdEncoding.DecodeString(text); err != nil {
			return false
		}
	}
	if len(key) < 24 {
		return false // a placeholder would be a key that everybody knows
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(header.Get("webhook-id") + "." + sentAt + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	// While the secret is being rotated there are several signatures; one has to fit.
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
	if len(secret) < 24 {
		return false // a placeholder is known to everybody
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	// signature-next is there while the secret is being rotated.
	return hmac.Equal([]byte(header.Get("signature")), []byte(expected)) ||
		hmac.Equal([]byte(header.Get("signature-next")), []byte(expected))
}

// end
