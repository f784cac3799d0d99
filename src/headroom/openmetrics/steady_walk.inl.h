// The steady state: a body whose series are those of the last one, in the same lines. Included by fast_kernel.inl.h.

// From a number to the blank or line feed after it; null when it is none.
inline const char* steady_number(const char* at, const char* stop, double& value) {
  const auto plain = read_plain_number(at);
  value = plain.value;
  if (plain.length != 0) [[likely]] {
    return at + plain.length;
  }
  const auto token = take_number(at, stop);
  value = token.value;
  return token.end;
}

// From after the value: to the next line, or null when this one is not as it should be.
inline const char* steady_end(const char* at, const char* stop, double& timestamp_s) {
  timestamp_s = std::numeric_limits<double>::quiet_NaN();
  if (*at == '\n') return at + 1;
  const auto plain = read_plain_number(at + 1);
  timestamp_s = plain.value;
  at += 1 + plain.length;
  if (plain.length == 0) [[unlikely]] {
    const auto token = take_real(at, stop);
    timestamp_s = token.value;
    at = token.end;
  }
  return at != nullptr && *at == '\n' ? at + 1 : nullptr;
}

inline void follow_lines(steady_walk& walk, const char* stop) {
  while (walk.line != walk.lines_end && walk.line->length < static_cast<std::size_t>(stop - walk.at)) {
    if (!same_text(walk.at, walk.line->text, walk.line->length)) return;
    const char* at = steady_number(walk.at + walk.line->length, stop, *walk.value);
    if (at == nullptr) return;
    at = steady_end(at, stop, *walk.timestamp_s);
    if (at == nullptr) return;
    walk.at = at;
    ++walk.line;
    ++walk.value;
    ++walk.timestamp_s;
  }
}
