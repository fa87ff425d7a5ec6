#include "documents/transcript.hpp"

#include "documents/transcript_tables.hpp"
#include "documents/wording.hpp"

namespace recert::documents {
namespace {

using events::Json;

constexpr double kMargin = 54;
constexpr double kTop = 50;     // of the first page
constexpr double kGoesOn = 74;  // below the running head
constexpr double kFoot = 40;    // from the page's bottom

constexpr Type kIssuer{.size = 10, .colour = kAccent};
constexpr Type kTitle{.family = Family::display, .size = 30};
constexpr Type kProgram{.family = Family::serif, .size = 14, .bold = true, .colour = kAccent};
constexpr Type kName{.family = Family::serif, .size = 19};
constexpr Type kNobody{.family = Family::serif, .size = 13, .italic = true, .colour = kQuiet};
constexpr Type kRunning{.size = 8, .colour = kQuiet};

std::string text_or(const Json& value, const std::string& otherwise) {
    return value.is_string() ? value.get<std::string>() : otherwise;
}

Type right(Type type) {
    type.align = Align::right;
    return type;
}

class Drawing {
  public:
    Drawing(const Json& transcript, const std::string& verification, Paper paper)
        : told_(transcript),
          verification_(verification),
          program_(transcript["program"]["name"]),
          name_(text_or(transcript["holder"]["name"], "")),
          number_(text_or(transcript["number"], "")),
          canvas_(portrait(paper),
                  {program_ + ", transcript", transcript["program"]["issuer"],
                   events::parse_instant(transcript["known_at"]["time"].get<std::string>())
                       .value_or(events::Instant{})}),
          width_(canvas_.page().width - 2 * kMargin) {}

    Result<std::string> done() {
        TranscriptTables tables(canvas_, kMargin, width_);
        add_title(tables);
        for (const Json& cycle : told_["cycles"]) tables.add_cycle(cycle);
        tables.add_outside(told_["outside"]);
        tables.add_fees(told_["fees"]);
        tables.add_decisions(told_["decisions"]);
        add_end(tables);
        const auto pages = lay_out(tables.blocks(), kGoesOn, canvas_.page().height - kFoot - 14);
        if (!pages) return tl::unexpected(pages.error());
        for (std::size_t n = 0; n < pages->size(); ++n) {
            if (n > 0) canvas_.next_page();
            draw_running(n + 1, pages->size());
            draw(canvas_, (*pages)[n], kMargin, kMargin + width_);
        }
        return canvas_.finish();
    }

  private:
    void add_line(TranscriptTables& tables, const std::string& words, const Type& type,
                  double padding) {
        tables.add(row_of(canvas_, {{kMargin, width_, {{words, type}}}}, padding));
    }

    void add_title(TranscriptTables& tables) {
        add_line(tables, "Transcript", kTitle, 0);
        add_line(tables, program_, kProgram, 1);
        add_line(tables, name_.empty() ? "The holder was erased; the record stands" : name_,
                 name_.empty() ? kNobody : kName, 8);
        tables.add_facts({{"Certificate number", number_.empty() ? "–" : number_},
                          {"Status", code_words(told_["status"])},
                          {"Certified on", date_words(told_["certified_on"])},
                          {"Valid until", date_words(told_["valid_until"])}});
        const Json& known = told_["known_at"];
        tables.add_facts(
            {{"Credential", told_["id"]},
             {"As of", date_words(told_["as_of"])},
             {"Known at", "entry " + std::to_string(known["seq"].get<std::uint64_t>())},
             {"", ""}});
    }

    void add_end(TranscriptTables& tables) {
        add_line(tables,
                 "Each entry named here is in the ledger that the issuer signs; its receipt, "
                 "/v1/events/<entry>/receipt, proves it. The digits after it begin the entry's "
                 "hash.",
                 kRunning, 12);
    }

    void draw_running(std::size_t page, std::size_t pages) {
        const std::string issuer = told_["program"]["issuer"];
        const double foot = canvas_.page().height - kFoot;
        if (page == 1) {
            canvas_.draw(canvas_.fit(issuer, kIssuer, width_, 7), kMargin, kTop);
        } else {
            canvas_.draw(canvas_.set(name_.empty() ? program_ : name_ + " · " + program_, kRunning,
                                     width_ * 0.75, 1),
                         kMargin, kTop);
            canvas_.draw(canvas_.set(number_, right(kRunning), width_, 1), kMargin, kTop);
            canvas_.line(kMargin, kTop + 14, kMargin + width_, kTop + 14, kHair);
        }
        if (!verification_.empty())
            canvas_.draw(
                canvas_.set("Whether it holds today: " + verification_, kRunning, width_ * 0.8, 1),
                kMargin, foot);
        canvas_.draw(canvas_.set("Page " + std::to_string(page) + " of " + std::to_string(pages),
                                 right(kRunning), width_, 1),
                     kMargin, foot);
    }

    const Json& told_;
    const std::string& verification_;
    const std::string program_;
    const std::string name_;
    const std::string number_;
    Canvas canvas_;
    double width_;
};

}  // namespace

Result<std::string> transcript_pdf(const Json& transcript, const std::string& verification,
                                   Paper paper) {
    return Drawing(transcript, verification, paper).done();
}

}  // namespace recert::documents
