// Rows of text that flow over pages: set, then laid out, then drawn.
//
// A block is never torn, and stands where there is room for it; one that introduces others stays
// with the next. A table's head stands again on each page that the table goes on to. Not
// thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "documents/canvas.hpp"
#include "result.hpp"

namespace recert::documents {

// What a whole career has, and more; beyond it somebody asks for one cycle.
inline constexpr std::size_t kPagesMax = 400;

struct Placed {
    Text text;
    double x = 0;
    double y = 0;  // from the block's top
};

struct Block {
    double height = 0;
    std::vector<Placed> texts{};
    bool ruled = false;  // a hairline along its bottom
    bool introduces = false;
    std::shared_ptr<const Block> head{};  // of the table it is a row of
};

// What stands in a column of a row: lines, one below the other.
struct Line {
    std::string words;
    Type type{};
};
struct Cell {
    double x;
    double width;
    std::vector<Line> lines;
};

Block row_of(const Canvas& canvas, const std::vector<Cell>& cells, double padding = 4);

// The blocks of one page, each with how far down it stands.
using LaidPage = std::vector<std::pair<double, const Block*>>;

// Between two heights of a page. Errors: bad-parameter (cycle) for more than kPagesMax.
Result<std::vector<LaidPage>> lay_out(const std::vector<Block>& blocks, double top, double bottom);

// Hairlines are as long as from `left` to `right`.
void draw(Canvas& canvas, const LaidPage& page, double left, double right);

}  // namespace recert::documents
