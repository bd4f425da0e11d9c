package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(strings.TrimRight(string(input), "\n"), "\n") {
		part := strings.Split(line, "\t")
		header := http.Header{}
		header.Set("webhook-id", part[0])
		header.Set("webhook-timestamp", part[1])
		header.Set("webhook-signature", part[2])
		fmt.Println(IsGenuine(header, []byte(part[4]), part[3]))
	}
}
