#pragma once

#include <string>
#include <vector>

namespace headroom::cli::metrics {

// One file: a JSON line each for the modes full, strict and reference, the best of `rounds` rounds over the whole body.
// Several files: successive scrapes of one endpoint, mode steady, summed over the files after the first.
enum class reference_mode : bool { timed, left_out };  // it is some thirty times slower than the others
int bench_files(const std::vector<std::string>& files, int rounds, reference_mode reference);

}  // namespace headroom::cli::metrics
