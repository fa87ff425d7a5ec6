#include "documents/flow.hpp"

#include <algorithm>

namespace recert::documents {
namespace {

// How much has to fit: what introduces others, with the first that it introduces.
double needed(const std::vector<Block>& blocks, std::size_t n) {
    double height = 0;
    for (; n < blocks.size(); ++n) {
        height += blocks[n].height;
        if (!blocks[n].introduces) break;
    }
    return height;
}

}  // namespace

Block row_of(const Canvas& canvas, const std::vector<Cell>& cells, double padding) {
    Block row;
    for (const Cell& cell : cells) {
        double y = padding;
        for (const Line& line : cell.lines) {
            Text text = canvas.set(line.words, line.type, cell.width);
            const double height = text.height();
            row.texts.push_back({std::move(text), cell.x, y});
            y += height;
        }
        row.height = std::max(row.height, y + padding);
    }
    return row;
}

Result<std::vector<LaidPage>> lay_out(const std::vector<Block>& blocks, double top, double bottom) {
    std::vector<LaidPage> pages(1);
    double y = top;
    const auto put = [&](const Block& block) {
        pages.back().emplace_back(y, &block);
        y += block.height;
    };
    for (std::size_t n = 0; n < blocks.size(); ++n) {
        const Block& block = blocks[n];
        if (y > top && y + needed(blocks, n) > bottom) {
            if (pages.size() == kPagesMax)
                return fail(ErrorCode::bad_parameter,
                            "it has more than " + std::to_string(kPagesMax) +
                                " pages: ask for one cycle, or for JSON",
                            "cycle");
            pages.emplace_back();
            y = top;
            if (block.head) put(*block.head);
        }
        put(block);
    }
    return pages;
}

void draw(Canvas& canvas, const LaidPage& page, double left, double right) {
    for (const auto& [top, block] : page) {
        for (const Placed& each : block->texts) canvas.draw(each.text, each.x, top + each.y);
        const double bottom = top + block->height;
        if (block->ruled) canvas.line(left, bottom, right, bottom, kHair);
    }
}

}  // namespace recert::documents
