// The page of a data export: what is kept about a person, to be read without any other program.
//
// Pieces of one HTML file, to be put together in this order. All that is not our own text is
// escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/json.hpp"

namespace recert::http {

std::string data_page_head(const events::Json& holder);
std::string data_page_credential(const events::Json& standing);
// `begins`: with the heading of the table.
std::string data_page_events(const std::vector<events::Json>& events, bool begins);
std::string data_page_accesses(const std::vector<events::Json>& accesses, bool begins);

std::string_view data_page_end();

// What is in the archive, and how to check it.
std::string_view data_readme();

}  // namespace recert::http
