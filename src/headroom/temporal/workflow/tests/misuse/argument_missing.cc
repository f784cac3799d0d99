// expect: the number of arguments is not that of the function's parameters
#include "headroom/temporal/workflow/workflow.h"

int half(int);

temporal::workflow::task<int> run() {
  auto h = temporal::workflow::start_activity(&half, {});
  co_return co_await h;
}
