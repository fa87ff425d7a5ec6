// The tables of a transcript as blocks: what one cycle asked for and what was done, what was paid,
// what was decided. For transcript.cpp alone.
#pragma once

#include <vector>

#include "documents/flow.hpp"
#include "events/json.hpp"

namespace recert::documents {

class TranscriptTables {
  public:
    TranscriptTables(const Canvas& canvas, double left, double width)
        : canvas_(canvas), left_(left), width_(width) {}

    void add_cycle(const events::Json& cycle);
    void add_outside(const events::Json& activities);
    void add_fees(const events::Json& fees);
    void add_decisions(const events::Json& decisions);
    void add(Block block) { blocks_.push_back(std::move(block)); }
    // Facts side by side, each below what it is.
    void add_facts(const std::vector<std::pair<std::string, std::string>>& facts);

    const std::vector<Block>& blocks() const { return blocks_; }

  private:
    // A column: from where to where, as parts of the width.
    struct Column {
        double from;
        double to;
        std::string head;
        bool is_number = false;
    };
    using Columns = std::vector<Column>;

    Cell cell(const Column& column, std::vector<Line> lines) const;
    void add_heading(const std::string& words, const std::string& aside);
    std::shared_ptr<const Block> add_head(const Columns& columns);
    void add_row(const Columns& columns, std::vector<std::vector<Line>> cells,
                 const std::shared_ptr<const Block>& head);
    void add_note(const std::string& words);
    void add_requirements(const events::Json& cycle);
    void add_activities(const events::Json& activities);

    const Canvas& canvas_;
    double left_;
    double width_;
    std::vector<Block> blocks_;
};

}  // namespace recert::documents
