#include "documents/certificate.hpp"

#include <vector>

#include "documents/qr_code.hpp"
#include "documents/wording.hpp"
#include "projections/words.hpp"

namespace recert::documents {
namespace {

using projections::Certification;
using projections::long_date;

constexpr double kMargin = 72;
constexpr double kTop = 44;  // of what is inside the frame
constexpr double kQrSide = 84;

constexpr Type kIssuer{
    .family = Family::sans, .size = 13, .colour = kAccent, .align = Align::centre};
constexpr Type kSaying{
    .family = Family::serif, .size = 15, .italic = true, .colour = kQuiet, .align = Align::centre};
constexpr Type kName{.family = Family::display, .size = 46, .align = Align::centre};
constexpr Type kProgram{
    .family = Family::serif, .size = 25, .bold = true, .colour = kAccent, .align = Align::centre};
constexpr Type kNote{.family = Family::sans, .size = 11, .colour = kQuiet, .align = Align::centre};
constexpr Type kWarningNote{
    .family = Family::sans, .size = 13, .bold = true, .colour = kWarning, .align = Align::centre};
constexpr Type kLabel{.family = Family::sans, .size = 8.5, .colour = kQuiet};
constexpr Type kFact{.family = Family::sans, .size = 13};
constexpr Type kSmall{.family = Family::sans, .size = 8, .colour = kQuiet};

struct Fact {
    std::string label;
    std::string value;
};

std::vector<Fact> facts_of(const Certification& told) {
    std::string until = long_date(told.valid_until);
    if (told.extended_until) until = long_date(*told.extended_until) + " (extended)";
    return {{"Certificate number", told.number},
            {"Certified on", long_date(told.certified_on)},
            {"Valid until", until},
            {"Period of certification",
             long_date(told.valid_from) + " – " + long_date(told.valid_until)},
            {"Cycle", std::to_string(told.cycle)},
            {"Rules", "version " + std::to_string(told.rules_version)}};
}

struct Note {
    std::string words;
    Type type;
};

std::optional<Note> note_of(const Certification& told) {
    if (auto words = status_words(told.status)) return Note{std::move(*words), kWarningNote};
    if (!told.is_followed) return std::nullopt;
    return Note{
        "A later period has been granted since: its certificate takes the place of this one",
        kNote};
}

// What was asked for beyond today.
std::string asked_words(const Certificate& certificate) {
    std::string out;
    if (certificate.as_of) out = "As it stood on " + long_date(*certificate.as_of);
    if (certificate.known)
        out += (out.empty() ? "As" : ", as") + std::string(" known at entry ") +
               std::to_string(certificate.known->value) + " of the ledger";
    return out;
}

class Drawing {
  public:
    Drawing(const Certificate& certificate, Size page)
        : certificate_(certificate),
          told_(certificate.certification),
          canvas_(page, {told_.program + ", " + told_.number, told_.issuer, told_.granted_on}),
          width_(page.width - 2 * kMargin) {}

    std::string done() {
        canvas_.frame(26, kAccent, 1.4);
        canvas_.frame(31, kHair, 0.6);
        draw_statement();
        draw_facts();
        draw_verification();
        return canvas_.finish();
    }

  private:
    // Who says it, of whom, what: in the middle of what the facts leave.
    void draw_statement() {
        struct Line {
            Text text;
            double gap;  // after it
        };
        std::vector<Line> lines;
        const auto add = [&](Text text, double gap) { lines.push_back({std::move(text), gap}); };
        add(canvas_.fit(told_.issuer, kIssuer, width_, 9), 26);
        add(canvas_.set("certifies that", kSaying, width_), 10);
        add(canvas_.fit(certificate_.holder, kName, width_, 22), 32);
        const std::size_t ruled = lines.size();  // a short line goes before this one
        add(canvas_.set("has been granted the certification", kSaying, width_), 12);
        add(canvas_.fit(told_.program, kProgram, width_, 17), 20);
        if (const auto note = note_of(told_)) add(canvas_.set(note->words, note->type, width_), 0);
        double height = 0;
        for (const Line& line : lines) height += line.text.height() + line.gap;
        double y = (kTop + facts_top() - height) / 2;
        for (std::size_t n = 0; n < lines.size(); ++n) {
            const double middle = canvas_.page().width / 2;
            if (n == ruled) canvas_.line(middle - 60, y - 16, middle + 60, y - 16, kAccent, 1.2);
            canvas_.draw(lines[n].text, kMargin, y);
            y += lines[n].text.height() + lines[n].gap;
        }
    }

    double bottom() const { return canvas_.page().height - 62; }
    double facts_top() const { return bottom() - kQrSide - 14; }
    double beside_code() const {
        return certificate_.verification.empty() ? width_ : width_ - kQrSide - 30;
    }

    // In two rows of three, to the left of the code.
    void draw_facts() {
        constexpr double kRow = 44;
        const std::vector<Fact> facts = facts_of(told_);
        const double column = beside_code() / 3;
        canvas_.line(kMargin, facts_top() - 14, kMargin + width_, facts_top() - 14, kHair);
        for (std::size_t n = 0; n < facts.size(); ++n) {
            const double x = kMargin + static_cast<double>(n % 3) * column;
            const std::size_t row = n / 3;
            const double y = facts_top() + static_cast<double>(row) * kRow;
            canvas_.write(facts[n].label, kLabel, x, y, column - 10);
            canvas_.draw(canvas_.fit(facts[n].value, kFact, column - 12, 8), x, y + 12);
        }
    }

    void draw_verification() {
        const double y = bottom() - 6;
        if (const std::string asked = asked_words(certificate_); !asked.empty())
            canvas_.write(asked, kSmall, kMargin, y, width_ / 2);
        if (certificate_.verification.empty()) return;
        const double left = canvas_.page().width - kMargin - kQrSide;
        draw_qr_code(canvas_, certificate_.verification, left, facts_top(), kQrSide);
        Type address = kSmall;
        address.align = Align::right;
        canvas_.draw(canvas_.fit("Whether it holds today: " + certificate_.verification, address,
                                 width_ / 2, 5),
                     kMargin + width_ / 2, y);
    }

    const Certificate& certificate_;
    const Certification& told_;
    Canvas canvas_;
    double width_;
};

}  // namespace

std::string certificate_pdf(const Certificate& certificate, Paper paper) {
    return Drawing(certificate, landscape(paper)).done();
}

}  // namespace recert::documents
