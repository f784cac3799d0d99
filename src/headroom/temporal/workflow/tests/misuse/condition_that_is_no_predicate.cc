// expect: a condition is a function without parameters that returns bool
#include "headroom/temporal/workflow/workflow.h"

temporal::workflow::task<> run() {
  co_await temporal::workflow::wait_condition([](int) { return true; });
}
