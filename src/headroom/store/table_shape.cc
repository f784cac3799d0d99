#include "headroom/store/table_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

// Every step of a shape's table has one result in IEEE arithmetic, unless a compiler joins two of them.
#pragma clang fp contract(off)

namespace headroom::store {
namespace {

constexpr std::size_t widths = 96;
constexpr std::array<int, 4> freedoms{2, 4, 8, 32};
// In 2048ths, as frequencies are.
constexpr std::array<std::uint32_t, 16> shares{0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768, 1024, 1280, 1536, 1792};
constexpr std::uint32_t unit = 1 << 20;  // weights are in these
constexpr std::size_t ranks = alphabet::bucket_count;

// Buckets by magnitude; those of the octaves that are written otherwise now follow at the end.
constexpr std::array<std::uint8_t, ranks> make_order() {
  std::array<std::uint8_t, ranks> order{};
  std::size_t at = 0;
  for (std::uint64_t magnitude = 1; magnitude < (std::uint64_t{1} << alphabet::octaves_end);) {
    const int bucket = alphabet::bucket_of(magnitude);
    order[at++] = static_cast<std::uint8_t>(bucket);
    magnitude += std::uint64_t{1} << alphabet::range_of(bucket).extra_bits;
  }
  for (int bucket = 0; bucket < alphabet::bucket_count; ++bucket) {
    if (!alphabet::is_written(bucket)) order[at++] = static_cast<std::uint8_t>(bucket);
  }
  return order;
}
constexpr std::array<std::uint8_t, ranks> bucket_at = make_order();
constexpr std::size_t written_ranks = ranks - (alphabet::later_octaves_end - alphabet::fine_octaves_end);

double width_of(std::size_t width) {
  constexpr std::array<double, 4> quarters{1, 1.189207115002721, 1.4142135623730951, 1.681792830507429};
  return std::ldexp(0.25 * quarters[width % 4], static_cast<int>(width / 4));
}

// The share of a t distribution with an even number of degrees of freedom that lies within [-x, x] (Abramowitz and
// Stegun 26.7.4): a finite sum of what IEEE arithmetic has exactly one result for.
double within(double x, int freedom) {
  const double cosine2 = freedom / (freedom + x * x);
  double term = 1;
  double sum = 1;
  for (int k = 1; k < freedom / 2; ++k) {
    term = term * cosine2 * (2 * k - 1) / (2 * k);
    sum = sum + term;
  }
  return std::sqrt(1 - cosine2) * sum;
}

// Of the distribution alone: the share of the difference zero, then of each bucket of both signs.
struct shares_of_buckets {
  double exact = 0;
  std::array<double, written_ranks> bucket{};
};

shares_of_buckets shares_for(std::size_t width, std::size_t tail) {
  const double scale = width_of(width);
  shares_of_buckets seen;
  double before = within(0.5 / scale, freedoms[tail]);
  seen.exact = before;
  for (std::size_t rank = 0; rank < written_ranks; ++rank) {
    const auto range = alphabet::range_of(bucket_at[rank]);
    const double end = static_cast<double>(range.first) + std::ldexp(1.0, range.extra_bits) - 0.5;
    const double now = within(end / scale, freedoms[tail]);
    seen.bucket[rank] = std::max(0.0, now - before);
    before = now;
  }
  return seen;
}

template <class Value>
using of_all_shapes = std::array<std::array<Value, freedoms.size()>, widths>;

// Worked out once, in a millisecond: a chunk's head has up to 34 tables.
const of_all_shapes<shares_of_buckets>& all_shares() {
  static const std::unique_ptr<const of_all_shapes<shares_of_buckets>> known = [] {
    auto made = std::make_unique<of_all_shapes<shares_of_buckets>>();
    for (std::size_t width = 0; width < widths; ++width) {
      for (std::size_t tail = 0; tail < freedoms.size(); ++tail) (*made)[width][tail] = shares_for(width, tail);
    }
    return made;
  }();
  return *known;
}

// Bits of each symbol under each width and tail, to find the best one by.
struct costs {
  float exact = 0;
  std::array<float, written_ranks> bucket{};
};

const of_all_shapes<costs>& all_costs() {
  static const std::unique_ptr<const of_all_shapes<costs>> known = [] {
    auto made = std::make_unique<of_all_shapes<costs>>();
    for (std::size_t width = 0; width < widths; ++width) {
      for (std::size_t tail = 0; tail < freedoms.size(); ++tail) {
        const shares_of_buckets& seen = all_shares()[width][tail];
        // What comes at all has a 2048th at least.
        const auto bits = [](double share) { return static_cast<float>(-std::log2(std::max(share, 1.0 / 2048))); };
        costs& to = (*made)[width][tail];
        to.exact = static_cast<float>(seen.exact);
        for (std::size_t rank = 0; rank < written_ranks; ++rank) to.bucket[rank] = bits(seen.bucket[rank] / 2);
      }
    }
    return made;
  }();
  return *known;
}

// The nearest by ratio, and not none when there is any at all.
std::uint8_t nearest_share(double share) {
  if (share <= 0) return 0;
  const double given = share * frequency_sum;
  std::size_t best = 1;
  while (best + 1 < shares.size() && given * given > static_cast<double>(shares[best]) * shares[best + 1]) ++best;
  return static_cast<std::uint8_t>(best);
}

}  // namespace

void table_shape::write(bit_writer& bits) const {
  bits.bits(width, 7);
  bits.bits(tail, 2);
  bits.bits(zeros, 4);
  bits.bits(exacts, 4);
  bits.bits(reach, 7);
}

bool table_shape::read(bit_reader& bits) {
  width = static_cast<std::uint8_t>(bits.bits(7));
  tail = static_cast<std::uint8_t>(bits.bits(2));
  zeros = static_cast<std::uint8_t>(bits.bits(4));
  exacts = static_cast<std::uint8_t>(bits.bits(4));
  reach = static_cast<std::uint8_t>(bits.bits(7));
  return bits.good() && width < widths && reach <= written_ranks && shares[zeros] + shares[exacts] <= frequency_sum;
}

frequency_table table_of(const table_shape& shape) {
  const shares_of_buckets& seen = all_shares()[shape.width][shape.tail];
  const double left =
      static_cast<double>(frequency_sum - shares[shape.zeros] - shares[shape.exacts]) / frequency_sum * unit;
  std::array<std::uint32_t, symbol_count> weights{};
  weights[zero_symbol] = shares[shape.zeros] * (unit / frequency_sum);
  weights[exact_symbol] = shares[shape.exacts] * (unit / frequency_sum) +
                          std::max<std::uint32_t>(1, static_cast<std::uint32_t>(seen.exact * left));
  for (std::size_t rank = 0; rank < shape.reach; ++rank) {
    const auto weight = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(seen.bucket[rank] * left / 2));
    weights[2 + 2 * std::size_t{bucket_at[rank]}] = weight;
    weights[3 + 2 * std::size_t{bucket_at[rank]}] = weight;
  }
  return frequency_table::of(weights);
}

namespace {

// What is to be coded, and the bits that a width and tail make of it.
class fitting {
 public:
  explicit fitting(std::span<const std::uint32_t, symbol_count> counts) : exacts_(counts[exact_symbol]) {
    double total = 0;
    for (const std::uint32_t count : counts) total += count;
    for (std::size_t rank = 0; rank < written_ranks; ++rank) {
      const std::size_t symbol = 2 + 2 * std::size_t{bucket_at[rank]};
      seen_[rank] = static_cast<float>(counts[symbol] + counts[symbol + 1]);
      moved_ += static_cast<double>(seen_[rank]);
      if (seen_[rank] > 0) best_.reach = static_cast<std::uint8_t>(rank + 1);
    }
    best_.zeros = nearest_share(counts[zero_symbol] / total);
  }

  void consider(std::size_t width, std::size_t tail) {
    constexpr double whole = frequency_sum;
    const costs& cost = all_costs()[width][tail];
    // Differences of zero beyond the distribution's own: exacts / busy = e + (1 - e) x own.
    const double others = 1 - shares[best_.zeros] / whole;
    const double busy = std::max(1.0, moved_ + exacts_);
    const double own = std::min(0.999, static_cast<double>(cost.exact));
    const double beyond = std::max(0.0, (exacts_ / busy - own) / (1 - own));
    std::uint8_t share = beyond < 0.5 / whole ? 0 : nearest_share(beyond * others);
    while (shares[share] + shares[best_.zeros] >= frequency_sum) --share;
    const double kept = others - shares[share] / whole;
    const double exact = std::max(kept * own + shares[share] / whole, 1 / whole);
    float sum = 0;
    for (std::size_t rank = 0; rank < best_.reach; ++rank) sum += seen_[rank] * cost.bucket[rank];
    const double bits = static_cast<double>(sum) - moved_ * std::log2(kept) - exacts_ * std::log2(exact);
    if (bits >= least_) return;
    least_ = bits;
    best_.width = static_cast<std::uint8_t>(width);
    best_.tail = static_cast<std::uint8_t>(tail);
    best_.exacts = share;
  }

  [[nodiscard]] const table_shape& best() const { return best_; }

 private:
  double exacts_;
  double moved_ = 0;
  std::array<float, written_ranks> seen_{};
  double least_ = std::numeric_limits<double>::infinity();
  table_shape best_;
};

}  // namespace

table_shape fit_shape(std::span<const std::uint32_t, symbol_count> counts) {
  // Roughly first: an octave at a time, tails neither light nor heavy.
  constexpr std::size_t step = 4;
  fitting search(counts);
  for (std::size_t width = 0; width < widths; width += step) search.consider(width, 1);
  const std::size_t near = search.best().width;
  for (std::size_t width = near - std::min(near, step); width < std::min(widths, near + step + 1); ++width) {
    for (std::size_t tail = 0; tail < freedoms.size(); ++tail) search.consider(width, tail);
  }
  return search.best();
}

}  // namespace headroom::store
