#include "headroom/temporal/common/search_attributes.h"

#include <gtest/gtest.h>

#include "headroom/temporal/common/datetime.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal {
namespace {

TEST(search_attributes, every_type_is_written_with_its_name_and_read_back) {
  search_attributes all;
  all.set(search_attribute_key<std::string>::keyword("K"), std::string("k"))
      .set(search_attribute_key<std::string>::text("T"), std::string("two words"))
      .set(search_attribute_key<std::int64_t>::of("I"), std::int64_t{-5})
      .set(search_attribute_key<double>::of("D"), 0.5)
      .set(search_attribute_key<bool>::of("B"), true)
      .set(search_attribute_key<timestamp>::of("W"), parse_rfc3339("2024-02-03T04:05:06.7Z"))
      .set(search_attribute_key<std::vector<std::string>>::of("L"), std::vector<std::string>{"a", "b"});
  const auto written = detail::write_search_attributes(all);
  EXPECT_EQ(written.at("W").data, "\"2024-02-03T04:05:06.700000+00:00\"");
  EXPECT_EQ(written.at("L").metadata.at("type"), "KeywordList");
  EXPECT_EQ(detail::read_search_attributes(written), all);
}

TEST(search_attributes, removal_is_null_with_the_type) {
  const auto p = detail::to_payload_of({"K", search_attribute_type::keyword, std::nullopt});
  EXPECT_EQ(p.encoding(), "binary/null");
  EXPECT_EQ(p.metadata.at("type"), "Keyword");
}

TEST(search_attributes, forms_that_are_not_known_are_left_out) {
  payload odd = make_payload(encodings::json, "{}");
  odd.metadata["type"] = "Keyword";
  payload future = make_payload(encodings::json, "1");
  future.metadata["type"] = "Vector";
  EXPECT_TRUE(detail::read_search_attributes({{"a", odd}, {"b", future}, {"c", make_payload("x", "")}}).empty());
}

TEST(datetime, is_read_in_every_form_of_rfc3339_and_written_shortest) {
  for (const char* text :
       {"2024-02-03T04:05:06Z", "2024-02-03t05:05:06+01:00", "2024-02-03 04:05:06.000000000-00:00"}) {
    EXPECT_EQ(to_rfc3339(parse_rfc3339(text)), "2024-02-03T04:05:06Z") << text;
  }
  EXPECT_EQ(to_rfc3339(parse_rfc3339("1969-12-31T23:59:59.25Z")), "1969-12-31T23:59:59.250Z");
  for (const char* bad : {"", "2024-02-03", "2024-02-30T00:00:00Z", "2024-02-03T04:05:06", "2024-02-03T04:05:06.Z",
                          "2024-02-03T24:00:00Z", "1600-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    EXPECT_THROW((void)parse_rfc3339(bad), payload_error) << bad;
  }
}

}  // namespace
}  // namespace temporal
