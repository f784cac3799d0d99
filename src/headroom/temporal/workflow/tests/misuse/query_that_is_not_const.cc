// expect: a query handler is a const member
#include "headroom/temporal/workflow/workflow.h"

struct w {
  temporal::workflow::task<> run() { co_return; }
  int count() { return 1; }
  static void define(temporal::workflow::definition<w>& d) { d.name("W").query("count", &w::count); }
};
