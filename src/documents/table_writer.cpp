#include "documents/table_writer.hpp"

#include <utility>

namespace recert::documents {
namespace {

class About final : public TableWriter {
    Status add(const projections::Rows&) override { return {}; }
    Status end(const events::Json& about) override {
        ready_ = events::canonical(about);
        return {};
    }
    Result<std::string> take(std::size_t) override { return std::exchange(ready_, {}); }

    std::string ready_;
};

}  // namespace

std::unique_ptr<TableWriter> about_table() { return std::make_unique<About>(); }

}  // namespace recert::documents
