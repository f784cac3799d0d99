// Leaves of the fast kernel: bits, escapes, equal texts, times. Included by fast_kernel.inl.h.

// Bits below the lowest set one.
inline std::uint32_t below_lowest(std::uint32_t mask) { return (mask - 1) & ~mask; }

// Which bytes of a block are escaped by a backslash before them, with the state carried from block to block. Runs of
// backslashes are paired off by one addition (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
struct escape_finder {
  std::uint32_t carry = 0;

  std::uint32_t escaped(std::uint32_t backslashes) {
    constexpr std::uint32_t even = 0x55555555;
    backslashes &= ~carry;
    const std::uint32_t follows = backslashes << 1U | carry;
    const std::uint32_t odd_starts = backslashes & ~even & ~follows;
    std::uint32_t even_ends = 0;
    carry = __builtin_add_overflow(odd_starts, backslashes, &even_ends) ? 1U : 0U;
    return (even ^ even_ends << 1U) & follows;
  }
};

// Reading 32 bytes from either is safe as long as those before were equal: then the line goes on.
inline bool same_text(const char* a, const char* b, std::size_t n) {
  while (n >= 32) {
    if (block::load(a).equal(block::load(b)) != ~0U) return false;
    a += 32;
    b += 32;
    n -= 32;
  }
  const std::uint32_t wanted = (1U << n) - 1;
  return (block::load(a).equal(block::load(b)) & wanted) == wanted;
}

// Whole milliseconds; negative or very long ones are for the reference.
inline const char* read_milliseconds(const char* at, double& seconds) {
  const auto plain = read_plain_number(at);
  if (plain.length == 0 || std::memchr(at, '.', plain.length) != nullptr) return nullptr;
  seconds = plain.value / 1000;
  return at + plain.length;
}

inline const char* read_time(const char* at, const char* stop, double& seconds) {
  const auto plain = read_plain_number(at);
  if (plain.length != 0) {
    seconds = plain.value;
    return at + plain.length;
  }
  const auto token = take_real(at, stop);
  seconds = token.value;
  return token.end;
}
