// Makes an audit bundle and a receipt of entries with Go's implementation of transparency logs, signed
// by a key of its own: what `recert verify` must take from somebody else.
//
// usage: log_write ENTRIES.ndjson RULES OUT SEQ
// OUT/bundle gets the entries and RULES, a directory; OUT/receipt proves entry SEQ; OUT/vkey is the key.
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "go.example"

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func write(path string, content []byte) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		log.Fatal(err)
	}
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, index := range indexes {
		out = append(out, s[index])
	}
	return out, nil
}

func treeOf(entries [][]byte) stored {
	var tree stored
	for n, entry := range entries {
		tree = append(tree, must(tlog.StoredHashes(int64(n), entry, tree))...)
	}
	return tree
}

// The members and their order are those of the format.
type manifest struct {
	Entries  int             `json:"entries"`
	Files    map[string]file `json:"files"`
	FirstSeq int             `json:"first_seq"`
	Format   int             `json:"format"`
	LastSeq  int             `json:"last_seq"`
	Left     []string        `json:"left"`
	Origin   string          `json:"origin"`
	Right    []string        `json:"right"`
	VKeys    []string        `json:"vkeys"`
}

type file struct {
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func filesOf(bundle string) map[string]file {
	files := map[string]file{}
	err := filepath.WalkDir(bundle, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content := must(os.ReadFile(path))
		name := filepath.ToSlash(must(filepath.Rel(bundle, path)))
		files[name] = file{len(content), fmt.Sprintf("%x", sha256.Sum256(content))}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	return files
}

func copyAll(from, to string) {
	for name := range filesOf(from) {
		write(filepath.Join(to, name), must(os.ReadFile(filepath.Join(from, name))))
	}
}

func receipt(n int64, proof tlog.RecordProof, checkpoint []byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "c2sp.org/tlog-proof@v1\nindex %d\n", n)
	for _, hash := range proof {
		fmt.Fprintln(&out, base64.StdEncoding.EncodeToString(hash[:]))
	}
	fmt.Fprintf(&out, "\n%s", checkpoint)
	return out.Bytes()
}

func main() {
	log.SetFlags(0)
	text := must(os.ReadFile(os.Args[1]))
	rules, out, seq := os.Args[2], os.Args[3], must(strconv.ParseInt(os.Args[4], 10, 64))
	entries := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	size := int64(len(entries))
	tree := treeOf(entries)
	root := must(tlog.TreeHash(size, tree))

	secret, vkey, err := note.GenerateKey(rand.Reader, origin)
	signer := must(note.NewSigner(must(secret, err)))
	said := fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(root[:]))
	checkpoint := must(note.Sign(&note.Note{Text: said}, signer))

	bundle := filepath.Join(out, "bundle")
	write(filepath.Join(bundle, "entries.ndjson"), text)
	write(filepath.Join(bundle, "checkpoint"), checkpoint)
	copyAll(rules, filepath.Join(bundle, "rules"))
	told := manifest{Entries: len(entries), Files: filesOf(bundle), Format: 1, LastSeq: len(entries) - 1,
		Left: []string{}, Origin: origin, Right: []string{}, VKeys: []string{vkey}}
	write(filepath.Join(bundle, "manifest.json"), append(must(json.MarshalIndent(told, "", "  ")), '\n'))
	write(filepath.Join(out, "receipt"), receipt(seq, must(tlog.ProveRecord(size, seq, tree)), checkpoint))
	write(filepath.Join(out, "entry"), entries[seq])
	write(filepath.Join(out, "vkey"), []byte(vkey+"\n"))
}
