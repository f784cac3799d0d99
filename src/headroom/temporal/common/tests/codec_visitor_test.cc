#include "headroom/temporal/common/codec_visitor.h"

#include <gtest/gtest.h>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal {
namespace {

class reversing_codec final : public payload_codec {
 public:
  payload_list encode(payload_list in) const override {
    for (auto& p : in) {
      p.data = std::string(p.data.rbegin(), p.data.rend());
      p.metadata["seen"] = "yes";
    }
    return in;
  }
  payload_list decode(payload_list in) const override {
    for (auto& p : in) {
      p.data = std::string(p.data.rbegin(), p.data.rend());
      p.metadata.erase("seen");
    }
    return in;
  }
};

TEST(codec_visitor, reaches_every_payload_of_a_completion_but_search_attributes_and_headers) {
  coresdk::workflow_completion::WorkflowActivationCompletion completion;
  auto* command = completion.mutable_successful()->add_commands();
  auto* child = command->mutable_start_child_workflow_execution();
  const auto p = to_payload("abc");
  detail::write_proto(p, *child->add_input());
  detail::write_proto(p, (*child->mutable_memo())["m"]);
  detail::write_proto(p, (*child->mutable_headers())["h"]);
  detail::write_proto(p, (*child->mutable_search_attributes()->mutable_indexed_fields())["s"]);
  detail::write_proto(p, *command->mutable_user_metadata()->mutable_summary());
  auto* failure = completion.mutable_successful()->add_commands()->mutable_fail_workflow_execution()->mutable_failure();
  detail::write_proto(p,
                      *failure->mutable_cause()->mutable_application_failure_info()->mutable_details()->add_payloads());
  detail::write_proto(p, *failure->mutable_encoded_attributes());
  const auto before = completion.SerializeAsString();

  const reversing_codec codec;
  detail::encode_payloads(&codec, completion);
  EXPECT_EQ(child->input(0).data(), "\"cba\"");
  EXPECT_EQ(child->memo().at("m").data(), "\"cba\"");
  EXPECT_EQ(child->headers().at("h").data(), "\"abc\"");
  EXPECT_EQ(child->search_attributes().indexed_fields().at("s").data(), "\"abc\"");
  EXPECT_EQ(command->user_metadata().summary().data(), "\"cba\"");
  EXPECT_EQ(failure->cause().application_failure_info().details().payloads(0).data(), "\"cba\"");
  EXPECT_EQ(failure->encoded_attributes().data(), "\"cba\"");
  detail::decode_payloads(&codec, completion);
  EXPECT_EQ(child->input(0).data(), "\"abc\"");
  detail::encode_payloads(nullptr, completion);
  EXPECT_EQ(completion.ByteSizeLong(), before.size());
}

TEST(codec_visitor, a_codec_that_loses_a_payload_is_an_error) {
  class losing_codec final : public payload_codec {
   public:
    payload_list encode(payload_list) const override { return {}; }
    payload_list decode(payload_list) const override { return {}; }
  };
  coresdk::workflow_activation::WorkflowActivation activation;
  detail::write_proto(to_payload(1), *activation.add_jobs()->mutable_initialize_workflow()->add_arguments());
  const losing_codec codec;
  EXPECT_THROW(detail::decode_payloads(&codec, activation), payload_error);
}

}  // namespace
}  // namespace temporal
