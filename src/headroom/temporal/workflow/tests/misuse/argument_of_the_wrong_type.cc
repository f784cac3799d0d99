// expect: an argument's type does not convert to that of the function's parameter
#include "headroom/temporal/workflow/workflow.h"

int half(int);

temporal::workflow::task<int> run() {
  auto h = temporal::workflow::start_activity(&half, {}, std::string("four"));
  co_return co_await h;
}
