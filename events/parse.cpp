#include <set>
#include <vector>

#include "events/json.hpp"

namespace recert::events {
namespace {

// Builds the document while the text is read, and stops at the first thing a ledger cannot keep.
class Builder : public nlohmann::json_sax<Json> {
  public:
    explicit Builder(int depth_max) : depth_max_(static_cast<std::size_t>(depth_max)) {}

    Json take() { return std::move(root_); }
    const std::string& refusal() const { return refusal_; }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return refuse("binary values are not JSON"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        auto [place, is_new] = open_.back()->get_ref<Json::object_t&>().emplace(name, nullptr);
        if (!is_new) return refuse("the key \"" + name + "\" stands twice in one object");
        member_ = &place->second;
        return true;
    }

    bool parse_error(std::size_t at, const std::string&,
                     const nlohmann::detail::exception&) override {
        return refuse("not JSON in UTF-8, at byte " + std::to_string(at));
    }

  private:
    bool refuse(std::string why) {
        refusal_ = std::move(why);
        return false;
    }

    Json* place(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        if (open_.back()->is_array()) {
            open_.back()->push_back(std::move(value));
            return &open_.back()->back();
        }
        *member_ = std::move(value);
        return member_;
    }

    bool put(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json container) {
        if (open_.size() >= depth_max_)
            return refuse("nested deeper than " + std::to_string(depth_max_) + " levels");
        open_.push_back(place(std::move(container)));
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    std::size_t depth_max_;
    Json root_;
    std::vector<Json*> open_;  // containers not yet closed; stable, for only the last one grows
    Json* member_ = nullptr;
    std::string refusal_;
};

}  // namespace

Result<Json> parse(std::string_view text, int depth_max) {
    // The library takes a zero byte for the end and would not see what follows.
    if (const auto zero = text.find('\0'); zero != text.npos)
        return fail(ErrorCode::malformed, "not JSON: a zero byte, at byte " + std::to_string(zero));
    Builder builder(depth_max);
    if (!Json::sax_parse(text, &builder)) return fail(ErrorCode::malformed, builder.refusal());
    return builder.take();
}

std::string pointer_to(std::string_view base, std::string_view token) {
    std::string pointer{base};
    pointer += '/';
    for (char c : token) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

}  // namespace recert::events
