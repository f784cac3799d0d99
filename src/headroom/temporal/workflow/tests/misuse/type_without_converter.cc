// expect: no payload converter for this type
#include "headroom/temporal/workflow/workflow.h"

struct plain {};

temporal::workflow::task<> run() {
  auto h = temporal::workflow::start_activity("a", {}, plain{});
  co_await h;
}
