// Anchor of the SDK benchmark: the worker of bench/sdk in Temporal's official Go SDK.
package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"syscall"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const cacheSize = 12000

func noop() (string, error)                { return "noop", nil }
func echo(body []byte) ([]byte, error)     { return body, nil }
func echoText(body string) (string, error) { return body, nil }
func quickly(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Minute})
}

func noopWorkflow(ctx workflow.Context) (text string, err error) {
	err = workflow.ExecuteActivity(quickly(ctx), "noop").Get(ctx, &text)
	return
}

func sleeper(ctx workflow.Context) error { return workflow.Sleep(ctx, 24*time.Hour) }

func steps(ctx workflow.Context, count int) (int, error) {
	for i := 0; i < count; i++ {
		var text string
		if err := workflow.ExecuteActivity(quickly(ctx), "noop").Get(ctx, &text); err != nil {
			return i, err
		}
	}
	return count, nil
}

func fan(ctx workflow.Context, count int) (int, error) {
	futures := make([]workflow.Future, count)
	for i := range futures {
		futures[i] = workflow.ExecuteActivity(quickly(ctx), "noop")
	}
	for _, future := range futures {
		if err := future.Get(ctx, nil); err != nil {
			return 0, err
		}
	}
	return count, nil
}

func echoWorkflow(ctx workflow.Context, body []byte) (out []byte, err error) {
	err = workflow.ExecuteActivity(quickly(ctx), "echo", body).Get(ctx, &out)
	return
}

func echoTextWorkflow(ctx workflow.Context, body string) (out string, err error) {
	err = workflow.ExecuteActivity(quickly(ctx), "echo_text", body).Get(ctx, &out)
	return
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/sdk:", err)
		os.Exit(1)
	}
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) * 1e-9
}

// Prints wall and CPU seconds of each replay of the history.
func replay(path string, rounds int) {
	quiet := sdklog.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(steps, workflow.RegisterOptions{Name: "Steps"})
	for i := 0; i < rounds; i++ {
		file, err := os.Open(path)
		check(err)
		history, err := client.HistoryFromJSON(file, client.HistoryJSONOptions{})
		check(err)
		check(file.Close())
		wall, cpu := time.Now(), cpuSeconds()
		check(replayer.ReplayWorkflowHistory(quiet, history))
		fmt.Println(time.Since(wall).Seconds(), cpuSeconds()-cpu)
	}
}

func serve() {
	connection, err := client.Dial(client.Options{
		HostPort:  os.Getenv("TEMPORAL_ADDRESS"),
		Namespace: os.Getenv("TEMPORAL_NAMESPACE"),
		Logger:    sdklog.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil))),
	})
	check(err)
	defer connection.Close()
	worker.SetStickyWorkflowCacheSize(cacheSize)
	w := worker.New(connection, os.Getenv("TASK_QUEUE"), worker.Options{})
	for name, run := range map[string]any{"Noop": noopWorkflow, "Sleeper": sleeper, "Steps": steps, "Fan": fan, "Echo": echoWorkflow, "EchoText": echoTextWorkflow} {
		w.RegisterWorkflowWithOptions(run, workflow.RegisterOptions{Name: name})
	}
	for name, run := range map[string]any{"noop": noop, "echo": echo, "echo_text": echoText} {
		w.RegisterActivityWithOptions(run, activity.RegisterOptions{Name: name})
	}
	check(w.Run(worker.InterruptCh()))
}

func main() {
	if len(os.Args) == 4 && os.Args[1] == "replay" {
		rounds, err := strconv.Atoi(os.Args[3])
		check(err)
		replay(os.Args[2], rounds)
		return
	}
	serve()
}
