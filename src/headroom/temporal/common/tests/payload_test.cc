#include <gtest/gtest.h>
#include <limits>

#include "temporal/api/common/v1/message.pb.h"

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_bytes.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/value.h"

namespace temporal {

struct transfer {
  std::string from;
  std::int64_t cents = 0;
  friend bool operator==(const transfer&, const transfer&) = default;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(transfer, from, cents)

namespace {

payload json_of(std::string text) { return make_payload(encodings::json, std::move(text)); }

template <class T>
void expect_kept(const T& v, std::string_view encoding, std::string_view data) {
  const auto p = to_payload(v);
  EXPECT_EQ(p.encoding(), encoding);
  EXPECT_EQ(p.data, data);
  EXPECT_EQ(from_payload<T>(p), v);
}

TEST(payload, every_type_is_written_in_its_encoding_and_read_back) {
  expect_kept(std::string("grüße"), "json/plain", "\"grüße\"");
  expect_kept(std::numeric_limits<std::int64_t>::min(), "json/plain", "-9223372036854775808");
  expect_kept(std::numeric_limits<std::uint64_t>::max(), "json/plain", "18446744073709551615");
  expect_kept(true, "json/plain", "true");
  expect_kept(0.1, "json/plain", "0.1");
  expect_kept(bytes{std::byte{0}, std::byte{255}}, "binary/plain", std::string_view("\0\xff", 2));
  expect_kept(bytes{}, "binary/plain", "");
  expect_kept(std::optional<int>(), "binary/null", "");
  expect_kept(std::optional<int>(7), "json/plain", "7");
  expect_kept(transfer{"a", 3}, "json/plain", R"({"cents":3,"from":"a"})");
  expect_kept(std::vector<int>{1, 2}, "json/plain", "[1,2]");
  expect_kept(value(), "binary/null", "");
  expect_kept(value(bytes{std::byte{1}}), "binary/plain", "\x01");
  expect_kept(value(headroom::json{{"k", 1}}), "json/plain", R"({"k":1})");
  EXPECT_EQ(to_payload("text").data, "\"text\"");
}

TEST(payload, numbers_are_read_strictly) {
  for (const char* bad : {"1.5", "true", "\"1\"", "null", "[]", "9223372036854775808", ""}) {
    EXPECT_THROW((void)from_payload<std::int64_t>(json_of(bad)), payload_error) << bad;
  }
  EXPECT_THROW((void)from_payload<std::int8_t>(json_of("300")), payload_error);
  EXPECT_THROW((void)from_payload<std::uint64_t>(json_of("-1")), payload_error);
  EXPECT_THROW((void)from_payload<bool>(json_of("1")), payload_error);
  EXPECT_THROW((void)from_payload<std::string>(json_of("1")), payload_error);
  EXPECT_THROW((void)from_payload<double>(json_of("true")), payload_error);
  EXPECT_EQ(from_payload<double>(json_of("3")), 3.0);
}

TEST(payload, an_optional_takes_both_kinds_of_null) {
  EXPECT_EQ(from_payload<std::optional<std::string>>(json_of("null")), std::nullopt);
  EXPECT_EQ(from_payload<std::optional<std::string>>(null_payload()), std::nullopt);
  EXPECT_THROW((void)from_payload<std::string>(null_payload()), payload_error);
}

TEST(payload, errors_name_what_was_seen_and_the_argument) {
  try {
    (void)from_payloads<std::tuple<int, transfer>>(payload_list{json_of("1"), json_of("{\"from\":1}")});
    FAIL();
  } catch (const payload_error& e) {
    EXPECT_NE(std::string(e.what()).find("argument 2: saw {\"from\":1}"), std::string::npos) << e.what();
  }
}

TEST(payload, trailing_optional_arguments_may_be_missing) {
  using two = std::tuple<int, std::optional<int>>;
  EXPECT_EQ(from_payloads<two>(to_payloads(1)), two(1, std::nullopt));
  EXPECT_EQ(from_payloads<two>(to_payloads(1, 2)), two(1, 2));
  EXPECT_THROW((void)from_payloads<two>({}), payload_error);
  EXPECT_THROW((void)from_payloads<two>(to_payloads(1, 2, 3)), payload_error);
  EXPECT_EQ(from_payloads<std::tuple<>>({}), std::tuple<>());
}

TEST(payload, trailing_nothing_is_no_argument) {
  using none = std::tuple<>;
  using one = std::tuple<int>;
  EXPECT_NO_THROW((void)from_payloads<none>(payload_list{null_payload()}));
  EXPECT_EQ(from_payloads<one>(payload_list{to_payload(1), null_payload(), null_payload()}), one(1));
  EXPECT_THROW((void)from_payloads<none>(payload_list{to_payload(1)}), payload_error);
  EXPECT_THROW((void)from_payloads<one>(payload_list{to_payload(1), null_payload(), to_payload(2)}), payload_error);
}

TEST(payload, raw_arguments_keep_everything) {
  const auto [raw] = from_payloads<std::tuple<raw_args>>(to_payloads(1, "two"));
  EXPECT_EQ(raw.size(), 2U);
  EXPECT_EQ(raw.get<std::string>(1), "two");
  EXPECT_THROW((void)raw.get<int>(2), payload_error);
}

TEST(payload, protobuf_messages_travel_as_json_and_are_read_in_both_encodings) {
  api::common::v1::WorkflowExecution m;
  m.set_workflow_id("w");
  const auto p = to_payload(m);
  EXPECT_EQ(p.encoding(), "json/protobuf");
  EXPECT_EQ(p.metadata.at("messageType"), "temporal.api.common.v1.WorkflowExecution");
  EXPECT_EQ(p.data, R"({"workflowId":"w"})");
  EXPECT_EQ(from_payload<api::common::v1::WorkflowExecution>(p).workflow_id(), "w");
  EXPECT_EQ(from_payload<api::common::v1::WorkflowExecution>(to_binary_protobuf_payload(m)).workflow_id(), "w");
  EXPECT_THROW((void)from_payload<api::common::v1::ActivityType>(p), payload_error);
}

TEST(payload, text_that_is_not_utf8_is_refused) { EXPECT_THROW((void)to_payload(std::string("\xff")), payload_error); }

TEST(payload_bytes, carry_a_whole_payload_for_codecs_to_wrap) {
  const auto whole = to_payload(std::string("text"));
  EXPECT_EQ(payload_from_bytes(to_bytes(whole)), whole);
  EXPECT_EQ(payload_from_bytes(to_bytes(payload{})), payload{});
  EXPECT_THROW((void)payload_from_bytes("\xff\xff no payload"), payload_error);
}

}  // namespace
}  // namespace temporal
