// expect: a handler is a member function of this workflow class
#include "headroom/temporal/workflow/workflow.h"

struct other {
  void poke() {}
};
struct w {
  temporal::workflow::task<> run() { co_return; }
  static void define(temporal::workflow::definition<w>& d) { d.name("W").signal("poke", &other::poke); }
};
