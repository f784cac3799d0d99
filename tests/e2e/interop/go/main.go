// The Go side of the interoperation tests: see ../README.md.
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

type person struct {
	Name   string `json:"name"`
	Number int64  `json:"number"`
}

func greet(who person) (string, error)    { return fmt.Sprintf("hello %s %d", who.Name, who.Number), nil }
func reverse(body []byte) ([]byte, error) { slices.Reverse(body); return body, nil }
func breakDown() (string, error) {
	return "", temporal.NewNonRetryableApplicationError("inner", "Inner", nil, "d", map[string][]int{"k": {1, 2}})
}

func quickly(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Second})
}

func greetWorkflow(ctx workflow.Context, who person) (text string, err error) {
	err = workflow.ExecuteActivity(quickly(ctx), "greet", who).Get(ctx, &text)
	return
}

func bytesWorkflow(ctx workflow.Context, body []byte) (back []byte, err error) {
	err = workflow.ExecuteActivity(quickly(ctx), "reverse", body).Get(ctx, &back)
	return
}

func executionWorkflow(_ workflow.Context, in *common.WorkflowExecution) (*common.WorkflowExecution, error) {
	return &common.WorkflowExecution{WorkflowId: in.WorkflowId, RunId: in.RunId + "!"}, nil
}

func failWorkflow(ctx workflow.Context) (text string, err error) {
	if err = workflow.ExecuteActivity(quickly(ctx), "breakDown").Get(ctx, &text); err != nil {
		err = temporal.NewApplicationErrorWithCause("outer", "Outer", err, 1, "two")
	}
	return
}

func deskWorkflow(ctx workflow.Context) (total int, err error) {
	check := func(n int) error {
		if n < 0 {
			return temporal.NewApplicationError("no negatives", "Negative", n)
		}
		return nil
	}
	add := func(_ workflow.Context, n int) (int, error) { total += n; return total, nil }
	if err = workflow.SetUpdateHandlerWithOptions(ctx, "add", add, workflow.UpdateHandlerOptions{Validator: check}); err != nil {
		return
	}
	if err = workflow.SetQueryHandler(ctx, "total", func() (int, error) { return total, nil }); err != nil {
		return
	}
	workflow.GetSignalChannel(ctx, "close").Receive(ctx, nil)
	return
}

// details of an application error, as they stand in its payloads.
func detailsOf(e *temporal.ApplicationError, count int) []any {
	out := make([]any, count)
	places := make([]any, count)
	for i := range out {
		places[i] = &out[i]
	}
	if !e.HasDetails() || e.Details(places...) != nil {
		return []any{}
	}
	return out
}

// links of the chain of causes, outermost first.
func linksOf(err error) []any {
	counts := map[string]int{"Inner": 2, "Outer": 2, "Negative": 1}
	out := []any{}
	for ; err != nil; err = errors.Unwrap(err) {
		switch e := err.(type) {
		case *temporal.WorkflowExecutionError:
		case *temporal.ApplicationError:
			out = append(out, []any{e.Message(), e.Type(), e.NonRetryable(), detailsOf(e, counts[e.Type()])})
		case *temporal.ActivityError:
			out = append(out, []any{"activity", e.ActivityType().GetName()})
		default:
			out = append(out, err.Error())
		}
	}
	return out
}

// script runs every workflow once. Binary is the same client with binary protobuf.
type script struct {
	plain, binary client.Client
	queue         string
}

func (s script) execute(c client.Client, name string, result any, arguments ...any) error {
	run, err := c.ExecuteWorkflow(context.Background(), client.StartWorkflowOptions{TaskQueue: s.queue}, name, arguments...)
	if err != nil {
		return err
	}
	return run.Get(context.Background(), result)
}

func (s script) executions() []string {
	out := []string{}
	for _, c := range []client.Client{s.plain, s.binary} {
		var back common.WorkflowExecution
		must(s.execute(c, "Execution", &back, &common.WorkflowExecution{WorkflowId: "w", RunId: "r"}))
		out = append(out, back.RunId)
	}
	return out
}

func (s script) add(run client.WorkflowRun, n int) (total int, err error) {
	handle, err := s.plain.UpdateWorkflow(context.Background(), client.UpdateWorkflowOptions{
		WorkflowID: run.GetID(), RunID: run.GetRunID(), UpdateName: "add", Args: []any{n}, WaitForStage: client.WorkflowUpdateStageCompleted})
	if err == nil {
		err = handle.Get(context.Background(), &total)
	}
	return
}

func (s script) desk() []any {
	ctx := context.Background()
	run, err := s.plain.ExecuteWorkflow(ctx, client.StartWorkflowOptions{TaskQueue: s.queue}, "Desk")
	must(err)
	first, err := s.add(run, 2)
	must(err)
	second, err := s.add(run, 3)
	must(err)
	_, rejected := s.add(run, -1)
	told, err := s.plain.QueryWorkflow(ctx, run.GetID(), run.GetRunID(), "total")
	must(err)
	var total, result int
	must(told.Get(&total))
	must(s.plain.SignalWorkflow(ctx, run.GetID(), run.GetRunID(), "close", nil))
	must(run.Get(ctx, &result))
	return []any{first, second, linksOf(rejected), total, result}
}

func (s script) run() {
	var text string
	var back []byte
	must(s.execute(s.plain, "Greet", &text, person{"größe", 9007199254740991}))
	must(s.execute(s.plain, "Bytes", &back, []byte{0, 1, 255}))
	told, err := json.Marshal(map[string]any{
		"greet": text, "bytes": base64.StdEncoding.EncodeToString(back), "execution": s.executions(),
		"fail": linksOf(s.execute(s.plain, "Fail", nil)), "desk": s.desk()})
	must(err)
	fmt.Println(string(told))
}

func serve(c client.Client, queue string) {
	w := worker.New(c, queue, worker.Options{})
	for name, body := range map[string]any{"Greet": greetWorkflow, "Bytes": bytesWorkflow, "Execution": executionWorkflow, "Fail": failWorkflow, "Desk": deskWorkflow} {
		w.RegisterWorkflowWithOptions(body, workflow.RegisterOptions{Name: name})
	}
	w.RegisterActivity(greet)
	w.RegisterActivity(reverse)
	w.RegisterActivity(breakDown)
	must(w.Start())
	fmt.Println("serves")
	<-worker.InterruptCh()
	w.Stop()
}

func connect(address string, data converter.DataConverter) client.Client {
	quiet := sdklog.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))
	c, err := client.Dial(client.Options{HostPort: address, DataConverter: data, Logger: quiet})
	must(err)
	return c
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	plain := connect(os.Args[2], converter.GetDefaultDataConverter())
	if os.Args[1] == "worker" {
		serve(plain, os.Args[3])
		return
	}
	binary := connect(os.Args[2], converter.NewCompositeDataConverter(converter.NewNilPayloadConverter(), converter.NewByteSlicePayloadConverter(),
		converter.NewProtoPayloadConverter(), converter.NewProtoJSONPayloadConverter(), converter.NewJSONPayloadConverter()))
	script{plain, binary, os.Args[3]}.run()
}
