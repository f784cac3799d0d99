#include "headroom/json/json_writer.h"

#include <gtest/gtest.h>
#include <vector>

#include "headroom/base/rng.h"
#include "headroom/json/json.h"

namespace headroom {
namespace {

void write(json_writer& out, const ordered_json& value) {
  if (value.is_object()) {
    out.begin_object();
    for (const auto& [name, member] : value.items()) {
      out.key(name);
      write(out, member);
    }
    out.end_object();
  } else if (value.is_array()) {
    out.begin_array();
    for (const auto& element : value) write(out, element);
    out.end_array();
  } else if (value.is_string()) {
    out.value(std::string_view(value.get_ref<const std::string&>()));
  } else if (value.is_boolean()) {
    out.value(value.get<bool>());
  } else if (value.is_null()) {
    out.null();
  } else if (value.is_number_float()) {
    out.value(value.get<double>());
  } else {
    out.value(value.get<std::int64_t>());
  }
}

std::string written(const ordered_json& value, json_writer::layout how) {
  json_writer out(how);
  write(out, value);
  return std::move(out).take();
}

ordered_json any_value(rng& random, int depth) {
  static const std::vector<std::string> texts = {
      "", "orders-prod.a1b2c", "quote \" and \\", "tab\t\n\x01\x7f", "größe 東京", "cut \xc3", "\xff\xfe"};
  switch (random.below(depth > 0 ? 9 : 7)) {
    case 0:
      return nullptr;
    case 1:
      return random.below(2) == 0;
    case 2:
      return static_cast<std::int64_t>(random.below(1'000'000)) - 500'000;
    case 3:
      return static_cast<double>(random.below(1'000'000)) / 1000 - 500;
    case 4:
      return static_cast<double>(random.below(1000)) * (random.below(2) == 0 ? 1e-9 : 1e18);
    case 5:
      return texts[random.below(texts.size())];
    case 6: {
      static const std::vector<double> odd = {0.0,  -0.0,  1.0, -7.0,   999999999999999.0,
                                              1e15, -1e15, 0.1, 5e-324, 9007199254740993.0};
      return odd[random.below(odd.size())];
    }
    case 7: {
      ordered_json out = ordered_json::array();
      for (auto n = random.below(4); n > 0; --n) out.push_back(any_value(random, depth - 1));
      return out;
    }
    default: {
      ordered_json out = ordered_json::object();
      for (auto n = random.below(4); n > 0; --n)
        out[texts[random.below(4)] + std::to_string(n)] = any_value(random, depth - 1);
      return out;
    }
  }
}

TEST(json_writer, writes_the_same_bytes_as_a_tree_is_written_in) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    rng random(seed);
    const auto value = any_value(random, 4);
    ASSERT_EQ(written(value, json_writer::layout::pretty), to_pretty_text(value)) << "seed " << seed;
    ASSERT_EQ(written(value, json_writer::layout::compact), to_compact_text(value)) << "seed " << seed;
  }
}

TEST(json_writer, lines_stand_on_their_own) {
  json_writer out(json_writer::layout::compact);
  for (const int n : {1, 2}) {
    out.begin_object();
    out.member("n", n);
    out.end_object();
    out.end_line();
  }
  EXPECT_EQ(std::move(out).take(), "{\"n\":1}\n{\"n\":2}\n");
}

TEST(json_writer, escapes_each_character_wherever_it_stands_as_the_tree_does) {
  for (std::size_t size = 1; size <= 18; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        json_writer out(json_writer::layout::compact);
        out.value(std::string_view(text));
        ASSERT_EQ(std::move(out).take(), to_compact_text(text)) << "byte " << byte << " at " << at << " of " << size;
      }
    }
  }
}

}  // namespace
}  // namespace headroom
