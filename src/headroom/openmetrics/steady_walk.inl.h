// The steady state: a body whose series are those of the last one, in the same lines. Included by fast_kernel.inl.h.

inline void follow_lines(steady_walk& walk, const char* stop) {
  while (walk.line != walk.lines_end && walk.line->length < static_cast<std::size_t>(stop - walk.at)) {
    if (!same_text(walk.at, walk.line->text, walk.line->length)) return;
    const auto value = read_value(walk.at + walk.line->length, stop);
    if (value.end == nullptr) return;
    const char* at = value.end;
    *walk.value = value.value;
    *walk.timestamp_s = std::numeric_limits<double>::quiet_NaN();
    if (*at == ' ') {
      const auto time = read_time(at + 1, stop);
      if (time.end == nullptr || *time.end != '\n') return;
      *walk.timestamp_s = time.value;
      at = time.end;
    }
    walk.at = at + 1;
    ++walk.line;
    ++walk.value;
    ++walk.timestamp_s;
  }
}
