// expect: a query handler is a plain function: it cannot wait
#include "headroom/temporal/workflow/workflow.h"

struct w {
  temporal::workflow::task<> run() { co_return; }
  temporal::workflow::task<int> count() const { co_return 1; }
  static void define(temporal::workflow::definition<w>& d) { d.name("W").query("count", &w::count); }
};
