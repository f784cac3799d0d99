#pragma once

// All that workflow code needs: namespace wf = temporal::workflow;
// Types that travel as JSON need headroom/temporal/common/json_payload.h besides.
#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/workflow/activity.h"
#include "headroom/temporal/workflow/attributes.h"
#include "headroom/temporal/workflow/child.h"
#include "headroom/temporal/workflow/combinators.h"
#include "headroom/temporal/workflow/condition.h"
#include "headroom/temporal/workflow/continue_as_new.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/errors.h"
#include "headroom/temporal/workflow/external.h"
#include "headroom/temporal/workflow/future.h"
#include "headroom/temporal/workflow/handlers.h"
#include "headroom/temporal/workflow/info.h"
#include "headroom/temporal/workflow/log.h"
#include "headroom/temporal/workflow/patch.h"
#include "headroom/temporal/workflow/random.h"
#include "headroom/temporal/workflow/scope.h"
#include "headroom/temporal/workflow/select.h"
#include "headroom/temporal/workflow/timer.h"
