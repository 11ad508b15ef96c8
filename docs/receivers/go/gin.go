//go:build gin

package main

import (
	"io"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	secret, inbox := os.Getenv("CARILLON_SECRET"), "inbox" // refuse to start without them, as receiver.go does
	router := gin.Default()
	router.POST("/hook", func(c *gin.Context) {
		// Not c.BindJSON, which leaves nothing to read.
		body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, 16<<20))
		if err != nil || !isFromCarillon(body, c.Request.Header, secret) {
			c.Status(http.StatusUnauthorized)
			return
		}
		if _, err := store(inbox, body); err != nil {
			c.Status(http.StatusInternalServerError)
			return
		}
		c.Status(http.StatusNoContent)
	})
	router.Run("127.0.0.1:" + os.Getenv("PORT"))
}
