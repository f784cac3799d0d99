#pragma once

#include <map>
#include <string>

#include "headroom/cloud/metrics_client.h"
#include "headroom/openmetrics/scrape_reader.h"

namespace headroom::cloud {

// The scrapes of the last reading of an account, by what was asked for: while its series stay, the next reading only
// compares the answers with them. For one reading at a time. Memory: three times the answers of one reading.
class scrape_memory {
 public:
  // What reads the answer to this request, with the last one in mind.
  [[nodiscard]] openmetrics::scrape_reader& reader_of(const scrape_request& what);
  // A reading is over: what it did not ask for again is forgotten.
  void end_reading();

  [[nodiscard]] std::size_t size() const { return readers_.size(); }

 private:
  struct remembered {
    openmetrics::scrape_reader reader;
    bool is_used = false;
  };
  std::map<std::string, remembered> readers_;
};

}  // namespace headroom::cloud
