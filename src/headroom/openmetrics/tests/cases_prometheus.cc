#include "cases.h"

namespace headroom::openmetrics {
namespace {

using namespace std::string_view_literals;

constexpr body_case valid[] = {
    {"empty"sv, ""sv},
    {"empty lines"sv, "\n \t\n\n"sv},
    {"comments"sv, "# a comment \\x\n#\n  # TYPES a b\n#HELPER\n# EOF \n"sv},
    {"blanks anywhere"sv, "\t a \t{ b = \"c\" , d=\"e\" , }\t 1 \t 5 \t\n"sv},
    {"nothing between braces and value"sv, "a{b=\"c\"}-Inf\n"sv},
    {"empty braces"sv, "a{} 1\nb{ } 1\n"sv},
    {"a name and a tab"sv, "a\t1\n"sv},
    {"negative and signed timestamps"sv, "a +Inf -3982045\nb Nan +5\n"sv},
    {"the ends of int64"sv, "a 1 9223372036854775807\nb 1 -9223372036854775808\n"sv},
    {"reserved names"sv, "_a{__b=\"c\"} 1\n"sv},
    {"colons"sv, "a:b:c{d=\"e\"} 1\n"sv},
    {"HELP without text"sv, "# HELP a\na 1\n"sv},
    {"HELP with quotes and blanks"sv, " #  HELP \t a  say \"hi\"  \\\\ \\n \na 1\n"sv},
    {"escapes in labels"sv, "a{b=\"\\\\ \\\" \\n } , # {\"} 1\n"sv},
    {"NUL and CR in a value"sv, "a{b=\"\0\r\"} 1\n"sv},
    {"types"sv,
     "# TYPE a counter\na 1\n# TYPE b gauge\nb 1\n# TYPE c untyped\nc 1\n# TYPE d summary\nd_sum 1\n# TYPE e histogram\n"sv},
    {"TYPE and HELP in any order"sv, "# TYPE a counter\n# HELP a b\na 1\n"sv},
    {"a counter may be anything"sv, "# TYPE a counter\na -1\na{b=\"c\"} NaN\n"sv},
    {"a histogram"sv,
     "# TYPE a histogram\na_bucket{le=\"0.05\"} 1\na_bucket{le=\"5e-1\"} 2\na_bucket{le=\"+Inf\"} 3\na_sum 1\na_count 3\n"sv},
    {"a histogram without sum and count"sv, "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\n"sv},
    {"histograms of several series, mixed"sv,
     "# TYPE a histogram\na_bucket{le=\"1\",x=\"1\"} 1\na_bucket{le=\"1\",x=\"2\"} 2\na_bucket{le=\"+Inf\",x=\"1\"} 3\n"
     "a_bucket{x=\"2\",le=\"+Inf\"} 4\na_count{x=\"2\"} 4\na_count{x=\"1\"} 3\n"sv},
    {"a summary"sv, "# TYPE a summary\na{quantile=\"0.01\"} 1\na{quantile=\"0.5\"} 2\na_sum 1.7e+07\na_count 3\n"sv},
    {"parts of a histogram as metrics of their own"sv, "a_count 1\na_sum 1\na_bucket{le=\"1\"} 1\n"sv},
    {"a metric named like a part that is not there"sv, "# TYPE a counter\na 1\n# TYPE a_count gauge\na_count 1\n"sv},
};

constexpr body_case invalid[] = {
    {"no last line feed"sv, "a 1"sv},
    {"no line feed after a comment"sv, "a 1\n# EOF"sv},
    {"no line feed after blanks"sv, "a 1\n  "sv},
    {"CRLF"sv, "a 1\r\n"sv},
    {"not UTF-8"sv, "a{b=\"\xff\"} 1\n"sv},
    {"byte order mark"sv,
     "\xEF\xBB\xBF"
     "a 1\n"sv},
    {"no value"sv, "a\n"sv},
    {"no name"sv, "{a=\"b\"} 1\n"sv},
    {"a bad name"sv, "0a 1\n"sv},
    {"a bad character in a name"sv, "a-b 1\n"sv},
    {"a word"sv, "a true\n"sv},
    {"hexadecimals"sv, "a 0x1p-3\n"sv},
    {"underscores"sv, "a 1_2\n"sv},
    {"a signed NaN"sv, "a +NaN\n"sv},
    {"beyond the doubles"sv, "a 1e400\n"sv},
    {"a fractional timestamp"sv, "a 1 1.5\n"sv},
    {"a timestamp beyond int64"sv, "a 1 9223372036854775808\n"sv},
    {"a timestamp with two signs"sv, "a 1 +-5\n"sv},
    {"a third number"sv, "a 1 1 1\n"sv},
    {"an exemplar"sv, "a 1 # {} 1\n"sv},
    {"single quotes"sv, "a{b='c'} 1\n"sv},
    {"no closing quote"sv, "a{b=\"c} 1\n"sv},
    {"no closing brace"sv, "a{b=\"c\" 1\n"sv},
    {"no comma"sv, "a{b=\"c\" d=\"e\"} 1\n"sv},
    {"two commas"sv, "a{b=\"c\",,} 1\n"sv},
    {"a comma alone"sv, "a{,} 1\n"sv},
    {"no label name"sv, "a{=\"c\"} 1\n"sv},
    {"a colon in a label's name"sv, "a{b:c=\"c\"} 1\n"sv},
    {"a label twice"sv, "a{b=\"c\",b=\"d\"} 1\n"sv},
    {"an open backslash in a label"sv, "a{b=\"\\x\"} 1\n"sv},
    {"an open backslash in HELP"sv, "# HELP a \\x\na 1\n"sv},
    {"HELP without a name"sv, "# HELP\n"sv},
    {"HELP with a bad name"sv, "# HELP # x\n"sv},
    {"HELP with a name that runs on"sv, "# HELP a-b x\n"sv},
    {"TYPE without a type"sv, "# TYPE a\n"sv},
    {"TYPE of another format"sv, "# TYPE a info\n"sv},
    {"unknown is called untyped here"sv, "# TYPE a unknown\n"sv},
    {"TYPE with more"sv, "# TYPE a gauge b\n"sv},
    {"HELP twice"sv, "# HELP a b\n# HELP a b\n"sv},
    {"TYPE twice"sv, "# TYPE a gauge\n# TYPE a gauge\n"sv},
    {"TYPE after samples"sv, "a 1\n# TYPE a gauge\n"sv},
    {"HELP after samples"sv, "# TYPE a gauge\na 1\n# HELP a gauge\n"sv},
    {"metrics interleaved"sv, "a{b=\"1\"} 1\nc 1\na{b=\"2\"} 1\n"sv},
    {"metadata apart from its samples"sv, "# HELP a x\nb 1\na 1\n"sv},
    {"a series twice"sv, "a{b=\"1\"} 1\na{b=\"1\"} 1\n"sv},
    {"a series twice, at two times"sv, "a 1 1\na 1 2\n"sv},
    {"a histogram with a plain sample"sv, "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na 1\n"sv},
    {"a histogram without +Inf"sv, "# TYPE a histogram\na_bucket{le=\"1\"} 3\n"sv},
    {"a histogram of a count alone"sv, "# TYPE a histogram\na_count 3\n"sv},
    {"+Inf written otherwise"sv, "# TYPE a histogram\na_bucket{le=\"Inf\"} 3\n"sv},
    {"one of two histograms without +Inf"sv,
     "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na_bucket{le=\"1\",b=\"c\"} 3\n"sv},
    {"count other than +Inf"sv, "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na_count 4\n"sv},
    {"a bucket without le"sv, "# TYPE a histogram\na_bucket{b=\"c\"} 3\n"sv},
    {"buckets out of order"sv,
     "# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\n"sv},
    {"quantiles out of order"sv, "# TYPE a summary\na{quantile=\"0.5\"} 1\na{quantile=\"0.1\"} 1\n"sv},
    {"a summary without quantile"sv, "# TYPE a summary\na 1\n"sv},
    {"a part of a histogram apart from it"sv, "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\nb 1\na_count 3\n"sv},
};

}  // namespace

std::span<const body_case> valid_prometheus() { return valid; }
std::span<const body_case> invalid_prometheus() { return invalid; }

}  // namespace headroom::openmetrics
