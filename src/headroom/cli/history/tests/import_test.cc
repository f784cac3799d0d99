#include "headroom/cli/history/import.h"

#include <fmt/format.h>

#include "history_testing.h"

namespace headroom::cli::history {
namespace {

using testing::monday;

std::string csv_of(int minutes, int namespaces) {
  std::string text = "minute,namespace,actions_count,actions_limit,trus\n";
  for (int m = 0; m < minutes; ++m) {
    for (int n = 0; n < namespaces; ++n) {
      text += fmt::format("{},ns-{}.a1b2c,{}.5,500,0\n", to_string(monday + m), n, (m * 7 + n) % 400);
    }
  }
  return text;
}

class import : public ::testing::Test {
 protected:
  testing::test_folder folder;
  std::string store_file = folder / "history.db";
  std::unique_ptr<store::history_store> store = testing::open_store(store_file);

  testing::import_try run(const std::string& file, std::optional<namespace_id> ns = std::nullopt,
                          std::stop_token stop = {}, std::function<void(std::int64_t)> progress = {}) {
    return testing::import_into(*store, store_file, file, std::move(ns), std::move(stop), std::move(progress));
  }
  double figure(const std::string& id, int minute,
                store::history_column column = store::history_column::actions_count) {
    const auto seen = store->read(namespace_id(id), column, {.first = monday + minute, .end = monday + minute + 1});
    return seen ? seen->values.front() : -1;
  }
};

TEST_F(import, what_is_exported_comes_back_in_every_format) {
  ASSERT_TRUE(run(folder.write("a.csv", csv_of(100, 3))).outcome);
  const std::string all = testing::exported(*store, file_format::csv);
  for (const auto format : {file_format::csv, file_format::jsonl, file_format::openmetrics}) {
    const auto file = folder.write(std::string(to_string(format)), testing::exported(*store, format));
    const std::string other_file = folder / fmt::format("{}.db", to_string(format));
    const auto other = testing::open_store(other_file);
    const auto done = testing::import_into(*other, other_file, file);
    ASSERT_TRUE(done.outcome) << done.outcome.error().message;
    EXPECT_EQ(done.outcome->format, format);
    EXPECT_EQ(done.complaints, std::vector<std::string>());
    EXPECT_EQ(testing::exported(*other, file_format::csv), all) << to_string(format);
  }
}

TEST_F(import, an_interrupted_one_goes_on_where_it_was_and_ends_with_the_same_history) {
  const auto file = folder.write("a.csv", csv_of(500, 100));
  std::stop_source stop;
  const auto first = run(file, std::nullopt, stop.get_token(), [&](std::int64_t) { stop.request_stop(); });
  ASSERT_TRUE(first.outcome) << first.outcome.error().message;
  EXPECT_TRUE(first.outcome->interrupted);
  const auto second = run(file);
  ASSERT_TRUE(second.outcome) << second.outcome.error().message;
  EXPECT_EQ(second.outcome->resumed_after_lines, first.outcome->facts.rows + 1) << "the header is a line too";
  EXPECT_EQ(first.outcome->facts.rows + second.outcome->facts.rows, 50'000);

  const auto other = testing::open_store(folder / "other.db");
  ASSERT_TRUE(testing::import_into(*other, folder / "other.db", file).outcome);
  const auto columns = store::all_columns();
  for (const auto& id : {"ns-0.a1b2c", "ns-57.a1b2c", "ns-99.a1b2c"}) {
    const store::minute_range range{.first = monday, .end = monday + 500};
    const auto a = store->read(namespace_id(id), columns[0], range),
               b = other->read(namespace_id(id), columns[0], range);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->values, b->values) << id;
  }
  EXPECT_FALSE(std::filesystem::exists(store_file + "-imports")) << "nothing is unfinished";
}

TEST_F(import, a_file_whose_beginning_has_changed_is_read_from_its_start) {
  const auto file = folder.write("a.csv", csv_of(500, 100));
  std::stop_source stop;
  ASSERT_TRUE(run(file, std::nullopt, stop.get_token(), [&](std::int64_t) { stop.request_stop(); }).outcome);
  std::string changed = csv_of(500, 100);
  changed.replace(changed.find(",0.5,"), 5, ",9.5,");
  folder.write("a.csv", changed);
  const auto done = run(file);
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(done.outcome->resumed_after_lines, 0);
  EXPECT_EQ(done.outcome->facts.rows, 50'000);
  EXPECT_EQ(figure("ns-0.a1b2c", 0), 9.5);
}

TEST_F(import, wrong_figures_and_rows_are_named_with_file_and_line_and_the_rest_is_kept) {
  const auto file = folder.write("bad.csv",
                                 "minute,namespace,actions_count,trus\n"
                                 "2026-01-05T00:00:00Z,a.x,5,2\n"
                                 "2026-01-05T00:01:00Z,a.x,-3,2\n"
                                 "2026-01-05T00:02:00Z,a.x,1e12,2\n"
                                 "2026-01-05T00:03:00Z,a.x,nan,2\n"
                                 "2026-01-05T00:04:00Z,a.x,seven,2\n"
                                 "not a minute,a.x,1,2\n"
                                 "2026-01-05T00:06:00Z,a.x,1\n"
                                 "2026-01-05T00:07:00Z,,1,2\n"
                                 "2029-01-05T00:08:00Z,a.x,1,2\n"
                                 "2026-01-05T00:09:00Z,a.x,9,2\n");
  const auto done = run(file);
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  const std::vector<std::string> parts{
      ":3: saw -3",   ":4: saw 1",       ":5: saw nan",          ":6: saw 'seven'",
      ":7: saw 'not", ":8: saw 3 cells", ":9: saw no namespace", ":10: saw the minute 2029"};
  ASSERT_EQ(done.complaints.size(), parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_NE(done.complaints[i].find(file + parts[i]), std::string::npos) << done.complaints[i];
  }
  EXPECT_EQ(figure("a.x", 0), 5);
  EXPECT_EQ(figure("a.x", 9), 9);
  EXPECT_FALSE(store::is_known(figure("a.x", 1))) << "a wrong figure is unknown, not zero";
  EXPECT_EQ(figure("a.x", 1, store::history_column::trus), 2) << "the row's other figures are kept";
  EXPECT_FALSE(store::is_known(figure("a.x", 6)));
}

TEST_F(import, minutes_out_of_order_or_twice_are_put_right) {
  const auto file = folder.write("a.csv",
                                 "minute,namespace,actions_count\n"
                                 "2026-01-05T00:02:00Z,a.x,2\n"
                                 "2026-01-05T00:00:00Z,a.x,0\n"
                                 "2026-01-05T00:00:00Z,a.x,0\n"
                                 "2026-01-05T00:01:00Z,a.x,1\n"
                                 "2026-01-05T00:02:00Z,a.x,3\n");
  const auto done = run(file);
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(done.outcome->facts.unordered, 1);
  EXPECT_EQ(done.outcome->facts.repeated, 1);
  EXPECT_EQ(done.outcome->facts.changed, 1);
  ASSERT_EQ(done.complaints.size(), 1u);
  EXPECT_EQ(done.complaints[0],
            file + ":6: saw the minute 2026-01-05T00:02:00Z of a.x again with other figures; the later row holds");
  EXPECT_EQ(done.outcome->minutes_missing, 0);
  EXPECT_EQ(figure("a.x", 0), 0);
  EXPECT_EQ(figure("a.x", 1), 1);
  EXPECT_EQ(figure("a.x", 2), 3) << "the later row holds";
}

TEST_F(import, minutes_without_a_row_are_counted_and_stay_unknown) {
  const auto done = run(folder.write("a.csv",
                                     "minute,namespace,actions_count\n"
                                     "2026-01-05T00:00:00Z,a.x,1\n"
                                     "2026-01-05T00:04:00Z,a.x,1\n"
                                     "2026-01-05T00:05:00Z,b.x,1\n"));
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(done.outcome->minutes_missing, 3);
  EXPECT_FALSE(store::is_known(figure("a.x", 2)));
  EXPECT_FALSE(store::is_known(figure("a.x", 5))) << "another namespace's row is no zero";
}

TEST_F(import, a_header_that_is_none_of_ours_is_an_error_with_the_nearest_name) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"minut,namespace,actions_count\n",
       ":1: saw the header 'minut,namespace,actions_count', expected minute,namespace"},
      {"minute,namespace,action_count\n", "did you mean 'actions_count'?"},
      {"minute,namespace\n", ":1: saw the header"},
      {"minute,namespace,trus,trus\n", ":1: saw the column 'trus' twice"},
      {"minute,actions_per_second\n", "--namespace NAME.ACCOUNT"},
      {"", ":1: saw nothing at all"},
  };
  for (const auto& [text, expected] : cases) {
    const auto done = run(folder.write("a.csv", text));
    ASSERT_FALSE(done.outcome) << text;
    EXPECT_NE(done.outcome.error().message.find(expected), std::string::npos) << done.outcome.error().message;
  }
}

TEST_F(import, half_a_gzip_gives_all_lines_before_its_end_and_an_error_with_the_line) {
  std::string packed = testing::gzip(csv_of(2'000, 3));
  packed.resize(packed.size() / 2);
  const auto file = folder.write("half.csv.gz", packed);
  const auto done = run(file);
  ASSERT_FALSE(done.outcome);
  EXPECT_EQ(done.outcome.error().code, error_code::data_loss);
  EXPECT_NE(done.outcome.error().message.find("saw a gzip file that ends in the middle"), std::string::npos)
      << done.outcome.error().message;
  EXPECT_NE(done.outcome.error().message.find("taken before it"), std::string::npos) << done.outcome.error().message;
  EXPECT_EQ(figure("ns-0.a1b2c", 10), 70.5) << "what came before is kept";
  // The whole file, put in its place, goes on from there.
  folder.write("half.csv.gz", testing::gzip(csv_of(2'000, 3)));
  const auto again = run(file);
  ASSERT_TRUE(again.outcome) << again.outcome.error().message;
  EXPECT_GT(again.outcome->resumed_after_lines, 100);
  EXPECT_EQ(figure("ns-2.a1b2c", 1'999), (1'999 * 7 + 2) % 400 + 0.5);
}

TEST_F(import, a_trace_is_of_the_namespace_that_is_given_and_its_gaps_are_named) {
  const auto file = folder.write("t.csv.gz", testing::gzip("minute,actions_per_second\n"
                                                           "2026-01-05T00:00:00Z,10\n"
                                                           "2026-01-05T00:01:00Z,11\n"
                                                           "2026-01-05T00:05:00Z,15\n"));
  const auto done = run(file, namespace_id("orders.a1b2c"));
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(done.outcome->format, file_format::trace);
  EXPECT_EQ(figure("orders.a1b2c", 5), 15);
  const auto gaps = store->gaps({.first = monday, .end = monday + 10});
  ASSERT_TRUE(gaps);
  ASSERT_EQ(gaps->size(), 1u);
  EXPECT_EQ(gaps->front().minutes, (store::minute_range{.first = monday + 2, .end = monday + 5}));
  EXPECT_EQ(gaps->front().reason, "no row in t.csv.gz");
}

TEST_F(import, the_endpoints_own_answers_are_read_as_the_collector_reads_them) {
  const auto file = folder.write(
      "scrape.txt",
      "# TYPE temporal_cloud_v1_total_action_count gauge\n"
      "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"active\",temporal_namespace=\"a."
      "x\"} "
      "1.1 1767571200\n"
      "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"active\",region=\"r\",temporal_"
      "namespace=\"a.x\"} 2.2 1767571200\n"
      "temporal_cloud_v1_total_action_count{is_background=\"true\",namespace_mode=\"active\",temporal_namespace=\"a."
      "x\"} 5 "
      "1767571200\n"
      "temporal_cloud_v1_total_action_count{is_background=\"false\",namespace_mode=\"standby\",temporal_namespace=\"a."
      "x\"} "
      "7 1767571200\n"
      "# TYPE temporal_cloud_v1_action_limit gauge\n"
      "temporal_cloud_v1_action_limit{temporal_namespace=\"a.x\"} -500 1767571200\n"
      "temporal_cloud_v1_action_limit{temporal_namespace=\"b.x\"} 500\n"
      "# TYPE temporal_cloud_v1_service_latency_p50 gauge\n"
      "temporal_cloud_v1_service_latency_p50{temporal_namespace=\"a.x\"} 0.1 1767571200\n"
      "# EOF\n");
  const auto done = run(file);
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(figure("a.x", 0), 3.3) << "series are summed, without the noise of adding";
  EXPECT_EQ(figure("a.x", 0, store::history_column::background_actions), 5);
  EXPECT_EQ(figure("a.x", 0, store::history_column::standby_actions), 7);
  EXPECT_FALSE(store::is_known(figure("a.x", 0, store::history_column::actions_limit)));
  ASSERT_EQ(done.complaints.size(), 2u);
  EXPECT_NE(done.complaints[0].find("saw -500 in actions_limit"), std::string::npos);
  EXPECT_NE(done.complaints[1].find("without a timestamp"), std::string::npos);
}

TEST_F(import, json_lines_that_are_wrong_are_named) {
  const auto file =
      folder.write("a.jsonl", R"({"minute":"2026-01-05T00:00:00Z","namespace":"a.x","actions_count":1.5,"trus":null})"
                              "\n{\"minute\":\n[1]\n{\"namespace\":\"a.x\"}\n"
                              R"({"minute":"2026-01-05T00:01:00Z","namespace":"a.x","actions_count":"1"})"
                              "\n");
  const auto done = run(file);
  ASSERT_TRUE(done.outcome) << done.outcome.error().message;
  EXPECT_EQ(done.complaints.size(), 4u);
  EXPECT_EQ(figure("a.x", 0), 1.5);
}

TEST_F(import, a_file_that_does_not_say_how_whole_it_is_leaves_what_is_known_of_that) {
  const auto slot = store->slot_of(namespace_id("a.x"));
  ASSERT_TRUE(slot);
  store::scrape_frame frame{.minute = monday, .data = completeness::limited, .arrived_unix_ms = 1, .columns = {}};
  frame.set(*slot, store::history_column::trus, 2);
  ASSERT_TRUE(store->append(frame));
  ASSERT_TRUE(run(folder.write("t.csv", "minute,actions_per_second\n2026-01-05T00:00:00Z,1\n2026-01-05T00:01:00Z,1\n"),
                  namespace_id("b.x"))
                  .outcome);
  const auto notes = store->notes({.first = monday, .end = monday + 2});
  ASSERT_TRUE(notes);
  ASSERT_EQ(notes->size(), 2u);
  EXPECT_EQ((*notes)[0].data, completeness::limited);
  EXPECT_EQ((*notes)[1].data, completeness::complete);
}

}  // namespace
}  // namespace headroom::cli::history
