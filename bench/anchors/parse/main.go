// Anchors of the parser benchmark: how fast the parsers are that everyone uses. Prints the JSON lines that
// `headroom metrics bench` prints, for the same bodies.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/VictoriaMetrics/VictoriaMetrics/lib/protoparser/prometheus"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

type totals struct {
	Mode       string  `json:"mode"`
	Bytes      int     `json:"bytes"`
	Samples    int     `json:"samples"`
	Seconds    float64 `json:"seconds_min"`
	CPUSeconds float64 `json:"cpu_seconds_min"`
	ValueSum   float64 `json:"value_sum"`
	labelBytes int
	timeSum    int64
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) * 1e-9
}

func add(t *totals, value float64) {
	t.Samples++
	if !math.IsNaN(value) && !math.IsInf(value, 0) {
		t.ValueSum += value
	}
}

// VictoriaMetrics: all rows at once into memory that is used again, as its scraper does.
func victoriaMetrics(body string, rows *prometheus.Rows, t *totals) {
	rows.Reset()
	rows.UnmarshalWithErrLogger(body, func(line string) { panic(line) })
	for i := range rows.Rows {
		row := &rows.Rows[i]
		add(t, row.Value)
		for j := range row.Tags {
			t.labelBytes += len(row.Tags[j].Key) + len(row.Tags[j].Value)
		}
		t.timeSum += row.Timestamp
	}
}

// Prometheus: the pull parser of its scrape loop, labels included.
func prometheusText(body []byte, t *totals) {
	parser := textparse.NewOpenMetricsParser(body, labels.NewSymbolTable())
	var set labels.Labels
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			panic(err)
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, when, value := parser.Series()
		parser.Labels(&set)
		add(t, value)
		if when != nil {
			t.timeSum += *when
		}
		t.labelBytes += set.Len()
	}
}

func best(mode string, rounds int, bytes int, round func(t *totals)) totals {
	out := totals{Mode: mode, Bytes: bytes, Seconds: math.Inf(1), CPUSeconds: math.Inf(1)}
	for i := 0; i < rounds; i++ {
		var t totals
		cpu, wall := cpuSeconds(), time.Now()
		round(&t)
		out.Seconds = math.Min(out.Seconds, time.Since(wall).Seconds())
		out.CPUSeconds = math.Min(out.CPUSeconds, cpuSeconds()-cpu)
		out.Samples, out.ValueSum = t.Samples, t.ValueSum
	}
	if math.IsInf(out.ValueSum, 0) || math.IsNaN(out.ValueSum) {
		out.ValueSum = 0
	}
	return out
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: anchor ROUNDS FILE [NEXT_SCRAPE]")
		os.Exit(2)
	}
	rounds, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	var bodies [][]byte
	for _, name := range os.Args[2:] {
		body, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		bodies = append(bodies, body)
	}
	text := string(bodies[0])
	var rows prometheus.Rows
	results := []totals{
		best("victoriametrics", rounds, len(text), func(t *totals) { victoriaMetrics(text, &rows, t) }),
		best("prometheus", rounds, len(text), func(t *totals) { prometheusText(bodies[0], t) }),
	}
	if len(bodies) > 1 {
		next := string(bodies[1])
		results = append(results, best("victoriametrics-compare", rounds, len(next), func(t *totals) {
			if !prometheus.AreIdenticalSeriesFast(text, next) {
				panic("the series differ")
			}
		}))
	}
	out := json.NewEncoder(os.Stdout)
	for _, one := range results {
		if err := out.Encode(one); err != nil {
			panic(err)
		}
	}
}
