#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/store/residual_alphabet.h"

namespace headroom::store {

// What a figure is expected to be. The numbers are part of the format.
enum class predictor : std::uint8_t {
  level = 0,     // the same as always: idle and heavy-tailed loads
  previous = 1,  // the same as a minute ago: random walks
  curve = 2,     // between the levels of the hours around it: daily curves with noise
  lean = 3,      // a minute ago, and a part of the step before it, onward or back: loads with momentum, or noise
};

inline constexpr std::size_t block_minutes = 60;
inline constexpr std::size_t blocks_max = 24;

struct series_model {
  predictor kind = predictor::level;
  // Of a curve: its levels are in units of 2^(shift - 2). Of lean: it goes (shift - 8) / 8 of the last step further.
  int shift = 0;
};

// Minutes of one series in a row, whole hours of them, as what the model did not expect.
struct modelled_job {
  std::uint32_t carried = 0;            // 31 bits: the level, the first figure, or the first hour's level
  std::vector<coded_residual> levels;   // of a curve: the steps from each hour's level to the next
  std::vector<coded_residual> figures;  // one for each minute
};

// `level` is for predictor::level. Figures are in [0, 2^50); a curve's below 2^28.
[[nodiscard]] modelled_job apply_model(const series_model& model, std::uint32_t level,
                                       std::span<const std::int64_t> figures);

// The way back: differences (zero_mark for a figure of zero) become figures in place. False when they cannot be.
[[nodiscard]] bool undo_model(const series_model& model, std::uint32_t carried,
                              std::span<const std::int64_t> level_steps, std::span<std::int64_t> figures);

struct chosen_model {
  series_model model;
  std::uint32_t level = 0;
  double bits = 0;  // an estimate of what the series will take
};

// The model that takes the fewest bits.
[[nodiscard]] chosen_model choose_model(std::span<const std::int64_t> figures);

}  // namespace headroom::store
