// expect: a workflow coroutine can only co_await what temporal::workflow gives
#include "headroom/temporal/workflow/workflow.h"

struct foreign {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};

temporal::workflow::task<> run() { co_await foreign{}; }
