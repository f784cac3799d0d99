#include "cases.h"

namespace headroom::openmetrics {
namespace {

using namespace std::string_view_literals;

constexpr body_case cases[] = {
    {"an empty set"sv, "# EOF\n"sv},
    {"no line feed after EOF"sv, "# EOF"sv},
    {"no metadata"sv, "up 1\n# EOF\n"sv},
    {"metadata in any order"sv, "# HELP q Queue.\n# UNIT q \n# TYPE q gauge\nq 1\n# EOF\n"sv},
    {"empty metadata"sv, "# HELP q \n# UNIT q \n# EOF\n"sv},
    {"a family without metrics"sv, "# TYPE q gauge\n# TYPE r gauge\nr 1\n# EOF\n"sv},
    {"colons in names"sv, "job:rate:sum5m 1\n:x 2\n# EOF\n"sv},
    {"empty braces"sv, "up{} 1\n# EOF\n"sv},
    {"labels with anything in them"sv, "up{a=\"} # , = { b\",b=\"\\\\\\\"\\n\\z\",c=\"\"} 1\n# EOF\n"sv},
    {"NUL, CR and tab in a value"sv, "up{a=\"\0\r\t\"} 1\n# EOF\n"sv},
    {"series that differ by a NUL"sv,
     "up{a=\"b\"} 1\nup{a=\"b\0\"} 2\nup{a=\"b\0\0\"} 3\nup{a=\"\0\"} 4\nup 5\n"
     "up{a=\"b\0\",c=\"d\"} 6\nup{a=\"b\",c=\"d\0\"} 7\n# EOF\n"sv},
    {"NUL in help"sv, "# HELP up a\0b\nup 1\n# EOF\n"sv},
    {"a carriage return inside help"sv, "# HELP up a\rb\nup 1\n# EOF\n"sv},
    {"undefined escapes keep their backslash"sv, "# HELP up \\q \\n \\\\ \\\" \\ x\nup 1\n# EOF\n"sv},
    {"characters of every length"sv, "up{a=\"é€😀\"} 1\n# EOF\n"sv},
    {"numbers of every kind"sv,
     "a 1\nb -1.5e-7\nc +.5\nd 1.\ne 1E+5\nf nan\ng +Inf\nh -infinity\ni 0042\nj 1e-400\nk -0\n# EOF\n"sv},
    {"timestamps of every kind"sv, "a 1 0\nb 1 -1.5\nc 1 1e3\nd 1 1604676851.123456789\ne 1 000\n# EOF\n"sv},
    {"points in the order of time"sv, "a 1 1\na 2 1.5\na 3 1e1\n# EOF\n"sv},
    {"points a tenth of a nanosecond apart"sv, "a 1 1604676851.1234567890\na 2 1604676851.1234567891\n# EOF\n"sv},
    {"one metric later than the next"sv, "a{x=\"1\"} 1 5\na{x=\"2\"} 1 4\n# EOF\n"sv},
    {"timestamps on some metrics only"sv, "a{x=\"1\"} 1 5\na{x=\"2\"} 1\n# EOF\n"sv},
    {"a counter"sv, "# TYPE a counter\n# UNIT a \na_total 1\na_created 1520430000.123\n# EOF\n"sv},
    {"a counter with created first"sv, "# TYPE a counter\na_created 1\na_total 1\n# EOF\n"sv},
    {"an infinite counter"sv, "# TYPE a counter\na_total +Inf\n# EOF\n"sv},
    {"a counter that was reset"sv, "# TYPE a counter\na_total 5 1\na_total 1 2\n# EOF\n"sv},
    {"a counter with exemplars"sv,
     "# TYPE a counter\na_total 1 # {} 0.5\na_total{b=\"c\"} 1 2 # {t=\"x\",u=\"\"} -1 2.5\n# EOF\n"sv},
    {"an exemplar that is not a number"sv, "# TYPE a counter\na_total 1 # {} NaN\n# EOF\n"sv},
    {"an exemplar of 128 characters"sv,
     "# TYPE a counter\na_total 1 # {a=\"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
     "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé\"} 1\n# EOF\n"sv},
    {"units"sv, "# TYPE a_b_seconds counter\n# UNIT a_b_seconds b_seconds\na_b_seconds_total 1\n# EOF\n"sv},
    {"points of a counter"sv,
     "# TYPE a counter\na_total 1 1\na_created 0 1\na_total 2 2.0\na_created 0 2\na_total{b=\"c\"} 2\n# EOF\n"sv},
    {"the same time written twice"sv, "# TYPE a counter\na_total 1 1\na_created 0 1.0\n# EOF\n"sv},
    {"a stateset"sv, "# TYPE a stateset\na{a=\"on\"} 1\na{a=\"off\"} 0.0\na{b=\"c\",a=\"on\"} 0\n# EOF\n"sv},
    {"an info"sv, "# TYPE a info\na_info{v=\"1\"} 1\na_info{v=\"2\"} 1.0\n# EOF\n"sv},
    {"a summary"sv,
     "# TYPE a summary\na{quantile=\"0\"} NaN\na{quantile=\"1.0\"} 0.5\na{quantile=\"5e-1\"} 0\na_count 17.0\na_sum "
     "0.5\n"
     "a_created 1\n# EOF\n"sv},
    {"a summary of a sum alone"sv, "# TYPE a summary\na_sum 1\n# EOF\n"sv},
    {"le on a summary and quantile on a histogram"sv,
     "# TYPE a summary\na_sum{le=\"x\"} 1\n# TYPE b histogram\nb_bucket{quantile=\"x\",le=\"+Inf\"} 1\n# EOF\n"sv},
    {"a histogram"sv,
     "# TYPE a histogram\na_bucket{le=\"0\"} 0\na_bucket{le=\"1e-05\"} 0\na_bucket{le=\"1.1e-4\"} "
     "1\na_bucket{le=\"1\"} 1\n"
     "a_bucket{le=\"+Inf\"} 3.0\na_count 3\na_sum 2\na_created 1\n# EOF\n"sv},
    {"a histogram with its sum first"sv,
     "# TYPE a histogram\na_count 3\na_sum 2\na_created 1\na_bucket{le=\"+Inf\"} 3\n# EOF\n"sv},
    {"a histogram of one bucket"sv, "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\n# EOF\n"sv},
    {"negative buckets"sv, "# TYPE a histogram\na_bucket{le=\"-1\"} 0\na_bucket{le=\"+Inf\"} 3\n# EOF\n"sv},
    {"bucket exemplars within their buckets"sv,
     "# TYPE a histogram\na_bucket{le=\"1\"} 1 # {x=\"y\"} 1\na_bucket{le=\"2\"} 2 # {x=\"y\"} 0.5 3\n"
     "a_bucket{le=\"+Inf\"} 3 # {} +Inf\n# EOF\n"sv},
    {"points of a histogram"sv,
     "# TYPE a histogram\na_bucket{le=\"1\"} 1 1\na_bucket{le=\"+Inf\"} 2 1\na_bucket{le=\"1\"} 1 "
     "2\na_bucket{le=\"+Inf\"} 2 2\n"
     "# EOF\n"sv},
    {"histograms with labels in any order"sv,
     "# TYPE a histogram\na_bucket{x=\"1\",y=\"2\",le=\"1\"} 1\na_bucket{le=\"+Inf\",y=\"2\",x=\"1\"} 2\n"
     "a_bucket{x=\"2\",le=\"+Inf\"} 2\n# EOF\n"sv},
    {"a gaugehistogram"sv,
     "# TYPE a gaugehistogram\na_bucket{le=\"-1\"} 1\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum -5\n# EOF\n"sv},
    {"a sample that cannot be part of the family before"sv, "# TYPE a counter\na_total 1\na_bucket 1\n# EOF\n"sv},
    {"_count beside a gaugehistogram is a family of its own"sv, "# TYPE a gaugehistogram\na_count 1\n# EOF\n"sv},
    {"names that look alike"sv, "# TYPE a counter\na_total 1\n# TYPE a_b counter\na_b_total 1\nab 1\n# EOF\n"sv},
    {"families whose names could clash but whose samples could not"sv,
     "# TYPE a counter\n# TYPE a_total counter\n# EOF\n"sv},
};

}  // namespace

std::span<const body_case> valid_openmetrics() { return cases; }

}  // namespace headroom::openmetrics
