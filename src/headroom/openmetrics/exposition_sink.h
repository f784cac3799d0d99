#pragma once

#include "headroom/openmetrics/exposition.h"

namespace headroom::openmetrics {

// Whoever takes what the reference reads, piece by piece, so that nothing of a body has to be kept to judge it.
class exposition_sink {
 public:
  virtual ~exposition_sink() = default;
  // A family's metadata, without samples; those that follow are its own.
  virtual void on_family(const family& one) = 0;
  virtual void on_sample(sample one) = 0;
};

}  // namespace headroom::openmetrics
