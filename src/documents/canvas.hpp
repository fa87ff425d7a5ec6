// Pages of a PDF while they are drawn: text of any script, lines, bars.
//
// Units are points, from the page's top left corner. The same drawing gives the same bytes: the
// date in the file is the one given, nothing is taken from the day or the machine but its fonts. A
// Canvas and the Texts made on it are one thread's, and a Text must not outlive its Canvas; several
// threads may each have their own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "events/values.hpp"

namespace recert::documents {

struct Size {
    double width;
    double height;
};

enum class Paper { letter, a4 };
Size portrait(Paper paper);
Size landscape(Paper paper);

struct Colour {
    double red;
    double green;
    double blue;
};
inline constexpr Colour kInk{0.10, 0.12, 0.16};
inline constexpr Colour kAccent{0.11, 0.25, 0.40};
inline constexpr Colour kQuiet{0.40, 0.43, 0.48};
inline constexpr Colour kHair{0.78, 0.80, 0.83};
inline constexpr Colour kWarning{0.58, 0.16, 0.12};

enum class Family { sans, serif, display };
enum class Align { left, centre, right };

// The families that a document is set in. Other scripts come from whatever font has them.
std::vector<std::string> missing_fonts();

struct Type {
    Family family = Family::sans;
    double size = 9;
    bool bold = false;
    bool italic = false;
    Colour colour = kInk;
    Align align = Align::left;
};

// Text that is set, and so has a size.
class Text {
  public:
    double width() const;  // of what is drawn
    double height() const;

  private:
    friend class Canvas;
    struct Layout;

    std::shared_ptr<const Layout> layout_;
    Colour colour_{};
};

class Canvas {
  public:
    struct Title {
        std::string title;
        std::string author;
        events::Instant created;
    };

    Canvas(Size page, const Title& title);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    Size page() const { return page_; }
    void next_page();
    std::string finish();  // the file, once

    // At most so many lines of that width; what is more ends in an ellipsis.
    Text set(std::string_view text, const Type& type, double width, int lines_max = 3) const;
    // In one line, smaller where it would be too wide; in more lines when it would be smaller than
    // that.
    Text fit(std::string_view text, Type type, double width, double size_min) const;

    void draw(const Text& text, double x, double y);
    // Sets, draws; answers its height.
    double write(std::string_view text, const Type& type, double x, double y, double width);

    void line(double x, double y, double to_x, double to_y, Colour colour, double thickness = 0.5);
    void frame(double inset, Colour colour, double thickness);
    void bar(double x, double y, double width, double height, Colour colour);

  private:
    struct Paint;

    void use(Colour colour);

    Size page_;
    std::string bytes_;
    std::unique_ptr<const Paint> paint_;
};

}  // namespace recert::documents
