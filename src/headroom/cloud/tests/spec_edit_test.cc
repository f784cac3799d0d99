#include "headroom/cloud/spec_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

using ::testing::HasSubstr;

TEST(SpecEdit, ReplacesTheCapacityAndNotOneByteElse) {
  const std::pair<const char*, const char*> table[] = {
      {R"({"name":"a","capacitySpec":{"onDemand":{}},"x":1})",
       R"({"name":"a","capacitySpec":{"provisioned":{"value":4}},"x":1})"},
      {R"({"capacity_spec" : {"provisioned":{"value":2}} })", R"({"capacity_spec" : {"provisioned":{"value":4}} })"},
      {R"({"capacitySpec":null,"n":1.50e+02})", R"({"capacitySpec":{"provisioned":{"value":4}},"n":1.50e+02})"},
      {"{\n  \"retentionDays\": 30,\n  \"capacitySpec\": {\"onDemand\": {}}\n}\n",
       "{\n  \"retentionDays\": 30,\n  \"capacitySpec\": {\"provisioned\":{\"value\":4}}\n}\n"},
      {R"({"capacity\u0053pec":{"onDemand":{}}})", R"({"capacity\u0053pec":{"provisioned":{"value":4}}})"},
      // Unknown fields, long numbers, escapes, and look-alikes inside strings and inner objects.
      {R"({"newThing":{"capacitySpec":{"onDemand":{}}},"big":12345678901234567890123,"s":"\"capacitySpec\":{}","e":"\u00e4ä","capacitySpec":{"onDemand":{}},"z":[{},[],"}"]})",
       R"({"newThing":{"capacitySpec":{"onDemand":{}}},"big":12345678901234567890123,"s":"\"capacitySpec\":{}","e":"\u00e4ä","capacitySpec":{"provisioned":{"value":4}},"z":[{},[],"}"]})"},
      // Without one it is added at the end.
      {R"({})", R"({"capacitySpec":{"provisioned":{"value":4}}})"},
      {R"({"name":"a" })", R"({"name":"a" ,"capacitySpec":{"provisioned":{"value":4}}})"},
  };
  for (const auto& [before, after] : table) {
    const auto edited = replace_capacity_spec(before, provisioned(4));
    ASSERT_TRUE(edited) << before << ": " << edited.error().message;
    EXPECT_EQ(*edited, after);
  }
}

TEST(SpecEdit, OnDemandIsAnEmptyObject) {
  EXPECT_EQ(replace_capacity_spec(R"({"capacitySpec":{"provisioned":{"value":8}}})", on_demand),
            R"({"capacitySpec":{"onDemand":{}}})");
}

TEST(SpecEdit, EditingThereAndBackGivesTheFirstTextAgain) {
  const std::string spec =
      R"({"name":"a","capacitySpec":{"onDemand":{}},"codecServer":{"endpoint":"https://x","passAccessToken":true}})";
  const auto there = replace_capacity_spec(spec, provisioned(12));
  ASSERT_TRUE(there);
  EXPECT_EQ(replace_capacity_spec(*there, on_demand), spec);
}

TEST(SpecEdit, RefusesWhatItCannotEditSafely) {
  for (const char* text :
       {"", "null", "[]", "7", "{\"a\":", "{\"a\":1} x", "{'a':1}", R"({"capacitySpec":{},"capacity_spec":{}})"}) {
    const auto edited = replace_capacity_spec(text, on_demand);
    ASSERT_FALSE(edited) << text;
    EXPECT_EQ(edited.error().code, error_code::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace headroom::cloud
