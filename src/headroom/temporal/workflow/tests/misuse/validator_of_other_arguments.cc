// expect: an update's validator takes the same arguments as its handler
#include "headroom/temporal/workflow/workflow.h"

struct w {
  temporal::workflow::task<> run() { co_return; }
  void set(int) {}
  void check(std::string) const {}
  static void define(temporal::workflow::definition<w>& d) { d.name("W").update("set", &w::set, &w::check); }
};
