#pragma once

#include <string>
#include <vector>

namespace headroom::cli::backtest {

// A title and cells, all of them safe for a terminal. The first `text_columns` columns are words, the others numbers.
struct table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::size_t text_columns = 1;
};

// Aligned columns; the title on a line of its own.
[[nodiscard]] std::string as_text(const table& t);
[[nodiscard]] std::string as_markdown(const table& t);
[[nodiscard]] std::string as_html(const table& t);  // a <table> with <caption>

}  // namespace headroom::cli::backtest
