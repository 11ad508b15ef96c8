// Events as files, named by their ids. With a database: INSERT … ON CONFLICT (id) DO NOTHING, committed before the answer.
package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

var eventID = regexp.MustCompile(`^evt_\w+$`)

// store keeps an event in folder; false if it was there already. body: verified, as it came.
func store(folder string, body []byte) (bool, error) {
	var event struct{ ID string }
	if err := json.Unmarshal(body, &event); err != nil {
		return false, err
	}
	if !eventID.MatchString(event.ID) {
		return false, errors.New("not an event's id")
	}
	draft, err := os.CreateTemp(folder, event.ID+".*.draft")
	if err != nil {
		return false, err
	}
	defer os.Remove(draft.Name())
	if _, err := draft.Write(body); err != nil {
		return false, err
	}
	if err := draft.Close(); err != nil {
		return false, err
	}
	// Whole or not at all, if the process crashes.
	err = os.Link(draft.Name(), filepath.Join(folder, event.ID+".json"))
	if errors.Is(err, fs.ErrExist) {
		return false, nil // a repeat
	}
	return err == nil, err
}
