// Downloads a log over HTTP and checks all of it with Go's implementation of transparency logs, which
// knows nothing of ours: note, tiles, bundles, inclusion, consistency with an older checkpoint.
//
// usage: log_check URL OLDER-CHECKPOINT SEED <TOKEN
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"math/rand"
	"os"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const receipts = 200

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func verifiers(s *served) note.Verifiers {
	text, _, err := s.get("/log/vkey")
	var all []note.Verifier
	for _, line := range strings.Fields(string(must(text, err))) {
		all = append(all, must(note.NewVerifier(line)))
	}
	return note.VerifierList(all...)
}

// Every entry of the tree hashes to what its tiles say; gives the hashes.
func checkEntries(s *served, tree tlog.Tree, reader tlog.HashReader) []tlog.Hash {
	var leaves []tlog.Hash
	for first := int64(0); first < tree.N; first += tileWidth {
		width := int64(tileWidth)
		if tree.N-first < width {
			width = tree.N - first
		}
		var indexes []int64
		for n := first; n < first+width; n++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, n))
		}
		told := must(reader.ReadHashes(indexes))
		for i, entry := range must(s.bundle(first/tileWidth, int(width))) {
			if tlog.RecordHash(entry) != told[i] {
				log.Fatalf("entry %d is not what its tile says", first+int64(i))
			}
		}
		leaves = append(leaves, told...)
	}
	return leaves
}

// Receipts of entries by chance, against a checkpoint, lead to its root and say what its tiles say.
func checkReceipts(s *served, checkpoint []byte, tree tlog.Tree, reader tlog.HashReader, leaves []tlog.Hash) {
	for i := 0; i < receipts; i++ {
		n := rand.Int63n(tree.N)
		proof, signed, err := s.receipt(n, tree.N)
		if must(signed, err); !bytes.Equal(signed, checkpoint) {
			log.Fatalf("the receipt of %d has another checkpoint", n)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaves[n]); err != nil {
			log.Fatalf("the receipt of %d: %v", n, err)
		}
		if !reflect.DeepEqual(proof, must(tlog.ProveRecord(tree.N, n, reader))) {
			log.Fatalf("the receipt of %d is another than its tiles'", n)
		}
	}
}

func main() {
	log.SetFlags(0)
	s := &served{url: os.Args[1], token: strings.TrimSpace(string(must(io.ReadAll(os.Stdin))))}
	rand.Seed(must(strconv.ParseInt(os.Args[3], 10, 64)))
	known := verifiers(s)
	checkpoint, _, err := s.get("/log/checkpoint")
	newer := must(open(must(checkpoint, err), known))
	old := must(os.ReadFile(os.Args[2]))
	older := must(open(old, known))

	reader := tlog.TileHashReader(newer, s)
	leaves := checkEntries(s, newer, reader)
	checkReceipts(s, checkpoint, newer, reader, leaves)
	checkReceipts(s, old, older, tlog.TileHashReader(older, s), leaves)
	proof := must(s.consistency(older.N, newer.N))
	if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
		log.Fatal(err)
	}
	if !reflect.DeepEqual(proof, must(tlog.ProveTree(newer.N, older.N, reader))) {
		log.Fatal("the consistency proof is another than its tiles'")
	}
	fmt.Printf("%d entries, %d tiles, %d receipts, consistent with %d\n", newer.N, s.tiles, 2*receipts, older.N)
}
