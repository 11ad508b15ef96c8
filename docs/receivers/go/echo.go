//go:build echo

package main

import (
	"io"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
)

func main() {
	secret, inbox := os.Getenv("CARILLON_SECRET"), "inbox" // refuse to start without them, as receiver.go does
	server := echo.New()
	server.POST("/hook", func(c echo.Context) error {
		// Not c.Bind, and no middleware.BodyDump before it.
		body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, 16<<20))
		if err != nil || !isFromCarillon(body, c.Request().Header, secret) {
			return c.NoContent(http.StatusUnauthorized)
		}
		if _, err := store(inbox, body); err != nil {
			return err // 500: Carillon sends it again
		}
		return c.NoContent(http.StatusNoContent)
	})
	server.Logger.Fatal(server.Start("127.0.0.1:" + os.Getenv("PORT")))
}
