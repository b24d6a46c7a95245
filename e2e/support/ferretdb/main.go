// Ferretdb is the database of the tests where no MongoDB is at hand: FerretDB's library with its SQLite backend.
//
//	ferretdb -data <folder> [-listen 127.0.0.1:0]
//
// It prints its address as one line and lives until its standard input ends, so that none is left behind by a test that
// was killed. It is no part of the product: nothing is synced to the disk.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	data := flag.String("data", "", "folder of the databases")
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	flag.Parse()
	if *data == "" {
		log.Fatal("-data is missing")
	}
	folder, err := filepath.Abs(*data)
	if err != nil {
		log.Fatal(err)
	}
	files := url.URL{Scheme: "file", Path: folder + "/", RawQuery: "_pragma=synchronous(off)"}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: *listen},
		Handler:   "sqlite",
		SQLiteURL: files.String(),
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		log.Fatal(err)
	}

	ctx, stop := context.WithCancel(context.Background())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	go func() {
		fmt.Println(server.MongoDBURI())
	}()
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
