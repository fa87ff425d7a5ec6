package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

// A log served over HTTP. As a tlog.TileReader it keeps nothing.
type served struct {
	url, token string
	tiles      int // fetched
}

func (s *served) get(path string) ([]byte, http.Header, error) {
	request, err := http.NewRequest("GET", s.url+path, nil)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, response.Status, body)
	}
	return body, response.Header, err
}

func (s *served) Height() int { return tileHeight }

func (s *served) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (s *served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// This library puts the height into the path, where tlog-tiles has none.
		path := strings.Replace(tile.Path(), "tile/8/", "/log/tile/", 1)
		data, header, err := s.get(path)
		if err != nil {
			return nil, err
		}
		if !strings.Contains(header.Get("Cache-Control"), "immutable") {
			return nil, fmt.Errorf("%s may change, or does not say that it never does", path)
		}
		all = append(all, data)
		s.tiles++
	}
	return all, nil
}

// The entries of a bundle, of which `width` are wanted.
func (s *served) bundle(n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: width}
	data, _, err := s.get(strings.Replace(tile.Path(), "tile/8/0/", "/log/tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d breaks off", n)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("bundle %d has %d entries, not %d", n, len(entries), width)
	}
	return entries, nil
}

func (s *served) consistency(older, newer int64) (tlog.TreeProof, error) {
	data, _, err := s.get(fmt.Sprintf("/v1/log/consistency?from=%d&to=%d", older, newer))
	if err != nil {
		return nil, err
	}
	var answer struct{ Hashes []tlog.Hash }
	err = json.Unmarshal(data, &answer)
	return answer.Hashes, err
}

// The proof of a receipt, and the checkpoint in it.
func (s *served) receipt(n, size int64) (tlog.RecordProof, []byte, error) {
	data, _, err := s.get(fmt.Sprintf("/v1/events/%d/receipt?size=%d", n, size))
	if err != nil {
		return nil, nil, err
	}
	head, checkpoint, _ := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", n) {
		return nil, nil, fmt.Errorf("the receipt of %d begins with %q", n, lines)
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, nil, err
		}
		proof = append(proof, hash)
	}
	return proof, checkpoint, nil
}

// The tree that a checkpoint is about, once its signature holds.
func open(checkpoint []byte, verifiers note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(checkpoint, verifiers)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != opened.Sigs[0].Name || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of its signer: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}
