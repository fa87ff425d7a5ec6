#include "tools/places.hpp"

#include <algorithm>

#include "events/json.hpp"

namespace recert::tools {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kAfterWord = " \t\r\n,:]}[{\"";

// The first byte that is no JSON, whatever our own limits say.
std::size_t end_of_any_json(std::string_view text) {
    const std::size_t zero = std::min(text.find('\0'), text.size());  // the library would end there
    try {
        [[maybe_unused]] const auto any = events::Json::parse(text.substr(0, zero));
    } catch (const events::Json::parse_error& error) {
        return std::min(error.byte - 1, zero);
    }
    return zero;
}

}  // namespace

// Forgiving: what is no JSON is found elsewhere, so any text must only come to an end.
class Places::Scan {
  public:
    Scan(std::string_view text, std::unordered_map<std::string, std::size_t>& offsets)
        : text_(text), offsets_(offsets) {}

    // The offset at which it stopped.
    std::size_t run() {
        skip(kSpace);
        offsets_.emplace("", at_);
        value("", 0);
        return stopped_ ? at_ : text_.size();
    }

  private:
    bool is_done() const { return stopped_ || at_ >= text_.size(); }
    char here() const { return text_[at_]; }

    void skip(std::string_view what) { at_ = std::min(text_.find_first_not_of(what, at_), size()); }
    std::size_t size() const { return text_.size(); }

    void stop_at(std::size_t offset) {
        at_ = offset;
        stopped_ = true;
    }

    void value(const std::string& pointer, int depth) {
        if (is_done()) return;
        const bool opens = here() == '{' || here() == '[';
        if (opens && depth >= events::kDepthMax) return stop_at(at_);
        if (here() == '{')
            object(pointer, depth + 1);
        else if (here() == '[')
            array(pointer, depth + 1);
        else if (here() == '"')
            string();
        else
            at_ = std::min(text_.find_first_of(kAfterWord, at_), size());
    }

    void object(const std::string& pointer, int depth) {
        for (next(); !is_done() && here() != '}'; next(0)) {
            if (here() != '"') return stop_at(at_);
            const std::size_t begin = at_;
            const std::string member = events::pointer_to(pointer, string());
            if (!offsets_.emplace(member, begin).second) return stop_at(begin);
            skip(kSpace);
            if (is_done() || here() != ':') return stop_at(at_);
            next();
            value(member, depth);
            if (is_done() || !goes_on('}')) return;
        }
        if (!is_done()) ++at_;
    }

    void array(const std::string& pointer, int depth) {
        std::size_t count = 0;
        for (next(); !is_done() && here() != ']'; next(0)) {
            const std::string element = events::pointer_to(pointer, std::to_string(count++));
            offsets_.emplace(element, at_);
            value(element, depth);
            if (is_done() || !goes_on(']')) return;
        }
        if (!is_done()) ++at_;
    }

    // Past the comma, or to the closing bracket.
    bool goes_on(char close) {
        skip(kSpace);
        if (is_done() || (here() != ',' && here() != close)) {
            stop_at(at_);
            return false;
        }
        if (here() == ',') next();
        return true;
    }

    void next(std::size_t count = 1) {
        at_ += count;
        skip(kSpace);
    }

    std::string string() {
        const std::size_t begin = at_++;
        while (at_ < size() && here() != '"') at_ += here() == '\\' ? 2 : 1;
        at_ = std::min(at_ + 1, size());
        const auto read = events::parse(text_.substr(begin, at_ - begin));
        return read && read->is_string() ? read->get<std::string>() : "";
    }

    std::string_view text_;
    std::unordered_map<std::string, std::size_t>& offsets_;
    std::size_t at_ = 0;
    bool stopped_ = false;
};

Places::Places(std::string_view text) : text_(text) {
    const std::size_t stopped = Scan{text, offsets_}.run();
    end_ = std::min(stopped, end_of_any_json(text));
}

Position Places::of(std::string pointer) const {
    auto place = offsets_.find(pointer);
    while (place == offsets_.end() && !pointer.empty()) {
        pointer.resize(std::min(pointer.rfind('/'), pointer.size() - 1));
        place = offsets_.find(pointer);
    }
    return at(place == offsets_.end() ? 0 : place->second);
}

Position Places::end_of_json() const { return at(end_); }

Position Places::at(std::size_t offset) const {
    const auto before = text_.substr(0, offset);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto in_line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    const auto column = std::count_if(in_line.begin(), in_line.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    });
    return {line + 1, static_cast<std::size_t>(column) + 1};
}

}  // namespace recert::tools
