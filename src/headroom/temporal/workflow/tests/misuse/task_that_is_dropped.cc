// expect: a task does nothing until it is awaited or spawned
#include "headroom/temporal/workflow/workflow.h"

temporal::workflow::task<> inner() { co_return; }
temporal::workflow::task<> run() {
  inner();
  co_return;
}
