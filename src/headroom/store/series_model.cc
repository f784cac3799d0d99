#include "headroom/store/series_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "headroom/store/many_targets.h"
#include "headroom/store/value_unit.h"

namespace headroom::store {
namespace {

constexpr std::int64_t curve_max = std::int64_t{1} << 28;
constexpr std::int64_t level_max = std::int64_t{1} << 36;
constexpr std::uint32_t carried_max = (std::uint32_t{1} << 31) - 1;
constexpr int fraction_bits = 16;
constexpr int lean_upright = 8;  // the shift of a model that leans to neither side
constexpr std::int64_t half_block = block_minutes / 2;

// The curve between the middles of hours, a straight line each, in 2^-16ths.
class hour_curve {
 public:
  // Levels are in units of 2^(shift - 2).
  hour_curve(std::span<const std::int64_t> levels, int shift) : count_(levels.size()) {
    for (std::size_t i = 0; i < count_; ++i)
      points_[i + 1] = levels[i] * (std::int64_t{1} << (shift - 2 + fraction_bits));
    // Beyond the ends the line goes on.
    points_[0] = count_ > 1 ? 2 * points_[1] - points_[2] : points_[1];
    points_[count_ + 1] = count_ > 1 ? 2 * points_[count_] - points_[count_ - 1] : points_[1];
  }

  HEADROOM_PIECE void predict(std::size_t block, std::int64_t* expected) const {
    const std::int64_t middle = points_[block + 1];
    const std::int64_t before = (middle - points_[block]) / static_cast<std::int64_t>(block_minutes);
    const std::int64_t after = (points_[block + 2] - middle) / static_cast<std::int64_t>(block_minutes);
    constexpr std::int64_t rounding = std::int64_t{1} << (fraction_bits - 1);
    for (std::int64_t i = 0; i < half_block; ++i) {
      expected[i] = (middle + before * (i - half_block) + rounding) >> fraction_bits;
      expected[i + half_block] = (middle + after * i + rounding) >> fraction_bits;
    }
  }

 private:
  std::size_t count_;
  std::int64_t points_[blocks_max + 2] = {};
};

// The mean of each hour's figures that are not zero, in units of 2^(shift - 2); an hour of zeros is like the one
// before.
std::vector<std::int64_t> hour_levels(std::span<const std::int64_t> figures, int shift) {
  std::vector<std::int64_t> levels;
  double before = 0;
  for (std::size_t at = 0; at < figures.size(); at += block_minutes) {
    double sum = 0;
    int busy = 0;
    for (const std::int64_t figure : figures.subspan(at, block_minutes)) {
      sum += static_cast<double>(figure);
      busy += figure != 0;
    }
    if (busy > 0) before = sum / busy;
    levels.push_back(std::llround(before * std::exp2(2 - shift)));
  }
  return levels;
}

// The loops that see every figure. Pointers, because clang 19 forgets to emit inline functions that only such clones
// use.
HEADROOM_MANY_TARGETS void add_curve(const hour_curve& curve, std::size_t blocks, std::int64_t* figures) {
  std::int64_t expected[block_minutes];
  for (std::size_t block = 0; block < blocks; ++block) {
    curve.predict(block, expected);
    std::int64_t* at = figures + block * block_minutes;
    for (std::size_t i = 0; i < block_minutes; ++i) at[i] = at[i] == zero_mark ? 0 : at[i] + expected[i];
  }
}

HEADROOM_MANY_TARGETS void add_level(std::int64_t level, std::size_t count, std::int64_t* figures) {
  for (std::size_t i = 0; i < count; ++i) figures[i] = figures[i] == zero_mark ? 0 : figures[i] + level;
}

HEADROOM_MANY_TARGETS bool any_zero_mark(std::size_t count, const std::int64_t* figures) {
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) any |= figures[i] == zero_mark;
  return any;
}

HEADROOM_MANY_TARGETS void add_up(std::int64_t before, std::size_t count, std::int64_t* figures) {
  if (!any_zero_mark(count, figures)) {  // which is most of the time, and a third of the way from figure to figure
    for (std::size_t i = 0; i < count; ++i) figures[i] = before += figures[i];
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    before = __builtin_unpredictable(figures[i] == zero_mark) ? 0 : figures[i] + before;
    figures[i] = before;
  }
}

// What a leaning model expects after two figures. Figures that are possible stay far below where this could overflow,
// and impossible ones only have to stay defined.
HEADROOM_PIECE std::int64_t lean_on(std::int64_t last, std::int64_t before, std::int64_t eighths) {
  const auto step = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(before);
  const auto part = static_cast<std::int64_t>(step * static_cast<std::uint64_t>(eighths) + 4) >> 3;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(last) + static_cast<std::uint64_t>(part));
}

HEADROOM_MANY_TARGETS void add_leaning(std::int64_t first, std::int64_t eighths, std::size_t count,
                                       std::int64_t* figures) {
  std::int64_t before = first;
  std::int64_t last = first;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t expected = lean_on(last, before, eighths);
    before = last;
    const auto sum = static_cast<std::uint64_t>(figures[i]) + static_cast<std::uint64_t>(expected);
    last = figures[i] == zero_mark ? 0 : static_cast<std::int64_t>(sum);
    figures[i] = last;
  }
}

HEADROOM_MANY_TARGETS bool all_possible(std::size_t count, const std::int64_t* figures) {
  std::uint64_t seen = 0;  // a negative figure sets the highest bit
  for (std::size_t i = 0; i < count; ++i) seen |= static_cast<std::uint64_t>(figures[i]);
  return seen < static_cast<std::uint64_t>(integer_max);
}

bool undo_curve(const series_model& model, std::uint32_t carried, std::span<const std::int64_t> level_steps,
                std::span<std::int64_t> figures) {
  std::array<std::int64_t, blocks_max> levels{};
  const std::size_t count = figures.size() / block_minutes;
  if (level_steps.size() + 1 != count) return false;
  levels[0] = carried;
  for (std::size_t i = 1; i < count; ++i) {
    levels[i] = levels[i - 1] + level_steps[i - 1];
    if (levels[i] < 0 || levels[i] >= level_max) return false;
  }
  add_curve(hour_curve(std::span(levels).first(count), model.shift), count, figures.data());
  return true;
}

// log2 of small counts: a day's minutes are counted a hundred times.
double log2_of(std::uint32_t count) {
  static const auto table = [] {
    std::array<double, blocks_max * block_minutes + 1> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = std::log2(static_cast<double>(i));
    return logs;
  }();
  return table.at(count);
}

// What a model expects of each minute, and what its stream says besides the differences.
struct expectation {
  std::uint32_t carried = 0;
  std::vector<coded_residual> levels;
  std::array<std::int64_t, blocks_max * block_minutes> figures{};
};

void expect_curve(int shift, std::span<const std::int64_t> figures, expectation& to) {
  const auto levels = hour_levels(figures, shift);
  to.carried = static_cast<std::uint32_t>(levels[0]);
  for (std::size_t i = 1; i < levels.size(); ++i) to.levels.push_back(code_of(levels[i] - levels[i - 1]));
  const hour_curve curve(levels, shift);
  for (std::size_t block = 0; block < levels.size(); ++block) {
    curve.predict(block, to.figures.data() + block * block_minutes);
  }
}

void expect(const series_model& model, std::uint32_t level, std::span<const std::int64_t> figures, expectation& to) {
  to.levels.clear();
  if (model.kind == predictor::curve) {
    expect_curve(model.shift, figures, to);
    return;
  }
  to.carried = model.kind == predictor::level
                   ? level
                   : static_cast<std::uint32_t>(std::min<std::int64_t>(figures[0], carried_max));
  if (model.kind == predictor::level) {
    std::fill_n(to.figures.begin(), figures.size(), to.carried);
    return;
  }
  to.figures[0] = to.carried;
  std::copy(figures.begin(), figures.end() - 1, to.figures.begin() + 1);
  if (model.kind == predictor::previous) return;
  std::int64_t before = to.carried;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    to.figures[i] = lean_on(figures[i - 1], before, model.shift - lean_upright);
    before = figures[i - 1];
  }
}

double estimated_bits(std::span<const std::int64_t> figures, const expectation& expected) {
  std::array<std::uint32_t, symbol_count> counts{};
  for (std::size_t i = 0; i < figures.size(); ++i) {
    ++counts[figures[i] == 0 ? std::uint8_t{zero_symbol} : symbol_of(figures[i] - expected.figures[i])];
  }
  const double total = log2_of(static_cast<std::uint32_t>(figures.size()));
  double bits = 0;
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    if (counts[symbol] == 0) continue;
    bits += counts[symbol] * (total - log2_of(counts[symbol]) + alphabet::values.extra[symbol]);
  }
  // A level's step is coded by tables of the group, so that its own few cannot tell what it takes.
  for (const coded_residual& level : expected.levels) bits += 3 + alphabet::values.extra[level.symbol];
  return bits;
}

std::uint32_t median_of_busy(std::span<const std::int64_t> figures) {
  std::vector<std::int64_t> busy;
  std::ranges::copy_if(figures, std::back_inserter(busy), [](std::int64_t figure) { return figure != 0; });
  if (busy.empty()) return 0;
  const auto middle = busy.begin() + static_cast<std::ptrdiff_t>(busy.size() / 2);
  std::ranges::nth_element(busy, middle);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(*middle, carried_max));
}

// Levels finer than a quarter of the noise around them would cost more than they save.
int shift_for(std::span<const std::int64_t> figures) {
  double square = 0;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    const auto step = static_cast<double>(figures[i] - figures[i - 1]);
    square += step * step;
  }
  const double noise = std::sqrt(square / (2 * static_cast<double>(figures.size())));
  return std::clamp(static_cast<int>(std::floor(std::log2(noise + 0.01))), 0, 15);
}

// How far a step is carried on, in eighths: the regression of steps on the steps before them. Steps are cut at twice
// their mean, for a single spike says nothing about the rest.
int lean_for(std::span<const std::int64_t> figures) {
  double sum = 0;
  for (std::size_t i = 1; i < figures.size(); ++i) sum += std::abs(static_cast<double>(figures[i] - figures[i - 1]));
  const double most = 2 * sum / static_cast<double>(figures.size());
  const auto step = [&](std::size_t i) {
    return std::clamp(static_cast<double>(figures[i] - figures[i - 1]), -most, most);
  };
  double together = 0;
  double alone = 1e-9;
  for (std::size_t i = 2; i < figures.size(); ++i) {
    together += step(i) * step(i - 1);
    alone += step(i - 1) * step(i - 1);
  }
  return std::clamp(static_cast<int>(std::lround(8 * together / alone)), -lean_upright, lean_upright - 1);
}

}  // namespace

modelled_job apply_model(const series_model& model, std::uint32_t level, std::span<const std::int64_t> figures) {
  expectation expected;
  expect(model, level, figures, expected);
  modelled_job job{.carried = expected.carried, .levels = std::move(expected.levels)};
  job.figures.resize(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const bool zero = figures[i] == 0;
    job.figures[i] = zero ? coded_residual{zero_symbol, 0} : code_of(figures[i] - expected.figures[i]);
  }
  return job;
}

bool undo_model(const series_model& model, std::uint32_t carried, std::span<const std::int64_t> level_steps,
                std::span<std::int64_t> figures) {
  if (model.kind == predictor::curve) {
    if (!undo_curve(model, carried, level_steps, figures)) return false;
  } else if (model.kind == predictor::level) {
    add_level(carried, figures.size(), figures.data());
  } else if (model.kind == predictor::lean) {
    add_leaning(carried, model.shift - lean_upright, figures.size(), figures.data());
  } else {
    add_up(carried, figures.size(), figures.data());
  }
  return all_possible(figures.size(), figures.data());
}

chosen_model choose_model(std::span<const std::int64_t> figures) {
  const std::uint32_t median = median_of_busy(figures);
  const std::int64_t most = std::ranges::max(figures);
  std::vector<chosen_model> candidates{
      {{predictor::level, 0}, 0, 0}, {{predictor::level, 0}, median, 0}, {{predictor::previous, 0}, 0, 0}};
  if (most < curve_max && figures.size() > block_minutes)
    candidates.push_back({{predictor::curve, shift_for(figures)}, 0, 0});
  expectation expected;
  const auto weigh = [&](chosen_model& candidate) {
    expect(candidate.model, candidate.level, figures, expected);
    candidate.bits = estimated_bits(figures, expected);
  };
  std::ranges::for_each(candidates, weigh);
  const auto best = std::ranges::min_element(candidates, {}, &chosen_model::bits);
  const int eighths = best->model.kind == predictor::previous ? lean_for(figures) : 0;
  if (eighths == 0) return *best;
  chosen_model leaning{{predictor::lean, eighths + lean_upright}, 0, 0};
  weigh(leaning);
  // It is slower to read, for each figure waits for two.
  constexpr double worth_it = 0.995;
  return leaning.bits < worth_it * best->bits ? leaning : *best;
}

}  // namespace headroom::store
