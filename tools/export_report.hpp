// A report of a running service, as a file: the same bytes as over HTTP.
//
// Nothing is left at the place of the file unless it is whole. Errors: malformed (a filter that is
// none, a token file without a token), forbidden, not-found (other refusals, with what the service
// says), outcome-unknown (it broke off), storage.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/source.hpp"

namespace recert::tools {

struct ReportOrder {
    std::string name;
    std::string format = "csv";
    std::string as_of{};
    std::string known_at{};
    std::vector<std::string> filters{};  // name=value: any other parameter of the report
    std::filesystem::path out{};
};

// What is asked for. Errors: malformed.
Result<std::string> report_path(const ReportOrder& order);

// How many bytes were written.
Result<std::uint64_t> export_report(const Place& place, const ReportOrder& order);

}  // namespace recert::tools
