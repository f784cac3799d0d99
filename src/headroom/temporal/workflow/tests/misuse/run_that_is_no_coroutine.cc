// expect: a workflow's run() is a coroutine: wf::task<Out> run(In...)
#include "headroom/temporal/workflow/workflow.h"

struct w {
  int run() { return 1; }
  static void define(temporal::workflow::definition<w>& d) { d.name("W"); }
};
template class temporal::workflow::definition<w>;
