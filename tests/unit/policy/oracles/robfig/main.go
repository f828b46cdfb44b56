// Answers what robfig/cron, which Kubernetes starts its CronJobs with, makes of expressions.
// One query a line in JSON; one answer a line: the starts after `from` up to `to`, or "!" and the error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron/v3"
)

type query struct {
	Cron, Zone, From, To string
}

func answer(q query) (any, error) {
	zone, err := time.LoadLocation(q.Zone)
	if err != nil {
		return nil, err
	}
	schedule, err := cron.ParseStandard(q.Cron)
	if err != nil {
		return nil, err
	}
	from, err := time.Parse(time.RFC3339, q.From)
	if err != nil {
		return nil, err
	}
	to, err := time.Parse(time.RFC3339, q.To)
	if err != nil {
		return nil, err
	}
	starts := []int64{}
	for at := schedule.Next(from.In(zone)); !at.IsZero() && !at.After(to); at = schedule.Next(at) {
		starts = append(starts, at.UnixMilli())
	}
	return starts, nil
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var q query
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(out, "!"+err.Error())
			continue
		}
		found, err := answer(q)
		if err != nil {
			fmt.Fprintln(out, "!"+err.Error())
			continue
		}
		text, _ := json.Marshal(found)
		fmt.Fprintln(out, string(text))
	}
}
