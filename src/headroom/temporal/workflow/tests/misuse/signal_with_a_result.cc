// expect: a signal handler returns void or task<>
#include "headroom/temporal/workflow/workflow.h"

struct w {
  temporal::workflow::task<> run() { co_return; }
  int poke() { return 1; }
  static void define(temporal::workflow::definition<w>& d) { d.name("W").signal("poke", &w::poke); }
};
