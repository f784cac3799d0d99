#pragma once

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/text.h"

namespace headroom::cli {

// An option whose value is one of a few words. Another word is refused with the list and the nearest of it.
// `chosen` and `choices` outlive the app.
template <class Value, class Chosen>
CLI::Option* add_choice(CLI::App& app, std::string names, Chosen& chosen, const std::map<std::string, Value>& choices,
                        std::string about) {
  const std::string last = names.substr(names.rfind(',') + 1);
  const auto choose = [&chosen, &choices, last](const std::string& word) {
    if (const auto found = choices.find(word); found != choices.end()) {
      chosen = found->second;
      return;
    }
    std::vector<std::string_view> words;
    for (const auto& [each, value] : choices) words.push_back(each);
    const auto near = nearest(word, words);
    throw CLI::ValidationError(
        last, fmt::format("saw '{}', expected one of {}{}", escape_for_terminal(word), fmt::join(words, ", "),
                          near ? fmt::format("; did you mean '{}'?", *near) : ""));
  };
  return app.add_option_function<std::string>(std::move(names), choose, std::move(about));
}

}  // namespace headroom::cli
