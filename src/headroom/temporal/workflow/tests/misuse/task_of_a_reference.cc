// expect: a task returns a value
#include "headroom/temporal/workflow/workflow.h"

temporal::workflow::task<int&> run(int& n);
auto use(int& n) { return run(n); }
