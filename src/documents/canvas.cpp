#include "documents/canvas.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <stdexcept>

namespace recert::documents {
namespace {

constexpr double kUnits = PANGO_SCALE;

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

// The first that has a letter draws it; what none of them has comes from any font that does.
const char* families(Family family) {
    switch (family) {
        case Family::serif:
            return "Noto Serif,Noto Naskh Arabic,Noto Serif CJK SC";
        case Family::display:
            return "Noto Serif Display,Noto Serif,Noto Naskh Arabic,Noto Serif CJK SC";
        case Family::sans:
            break;
    }
    return "Noto Sans,Noto Sans Arabic,Noto Sans CJK SC";
}

PangoAlignment alignment(Align align) {
    if (align == Align::left) return PANGO_ALIGN_LEFT;
    return align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT;
}

// A line break or a tab in somebody's words must not break ours.
std::string on_one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return out;
}

void set_type(PangoLayout* layout, const Type& type) {
    PangoFontDescription* font = pango_font_description_from_string(families(type.family));
    pango_font_description_set_absolute_size(font, type.size * kUnits);
    if (type.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (type.italic) pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

void complain(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("a document could not be drawn: ") +
                                 cairo_status_to_string(status));
}

}  // namespace

Size portrait(Paper paper) { return paper == Paper::letter ? Size{612, 792} : Size{595, 842}; }

Size landscape(Paper paper) {
    const Size upright = portrait(paper);
    return {upright.height, upright.width};
}

std::vector<std::string> missing_fonts() {
    std::vector<std::string> missing = {"Noto Sans", "Noto Serif", "Noto Serif Display"};
    PangoFontFamily** found = nullptr;
    int count = 0;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &found, &count);
    for (int n = 0; n < count; ++n)
        std::erase(missing, std::string(pango_font_family_get_name(found[n])));
    g_free(static_cast<void*>(found));
    return missing;
}

struct Text::Layout {
    explicit Layout(cairo_t* on) : pango(pango_cairo_create_layout(on)) {}
    ~Layout() { g_object_unref(pango); }
    Layout(const Layout&) = delete;
    Layout& operator=(const Layout&) = delete;

    PangoLayout* pango;
};

struct Canvas::Paint {
    explicit Paint(cairo_surface_t* surface) : cairo(cairo_create(surface)) {
        cairo_surface_destroy(surface);  // the paint keeps it
    }
    ~Paint() { cairo_destroy(cairo); }
    Paint(const Paint&) = delete;
    Paint& operator=(const Paint&) = delete;

    cairo_t* cairo;
};

double Text::width() const {
    PangoRectangle drawn;
    pango_layout_get_extents(layout_->pango, nullptr, &drawn);
    return drawn.width / kUnits;
}

double Text::height() const {
    int height = 0;
    pango_layout_get_size(layout_->pango, nullptr, &height);
    return height / kUnits;
}

Canvas::Canvas(Size page, const Title& title) : page_(page) {
    cairo_surface_t* surface =
        cairo_pdf_surface_create_for_stream(append, &bytes_, page.width, page.height);
    complain(cairo_surface_status(surface));
    const std::string created = events::format_instant(title.created);
    const auto tell = [&](cairo_pdf_metadata_t what, const std::string& text) {
        cairo_pdf_surface_set_metadata(surface, what, text.c_str());
    };
    tell(CAIRO_PDF_METADATA_TITLE, on_one_line(title.title));
    tell(CAIRO_PDF_METADATA_AUTHOR, on_one_line(title.author));
    // To the second: it knows no fractions.
    tell(CAIRO_PDF_METADATA_CREATE_DATE, created.substr(0, created.find('.')) + 'Z');
    paint_ = std::make_unique<const Paint>(surface);
}

Canvas::~Canvas() = default;

void Canvas::next_page() { cairo_show_page(paint_->cairo); }

std::string Canvas::finish() {
    cairo_surface_t* surface = cairo_get_target(paint_->cairo);
    cairo_show_page(paint_->cairo);
    complain(cairo_status(paint_->cairo));
    cairo_surface_finish(surface);
    complain(cairo_surface_status(surface));
    return std::move(bytes_);
}

Text Canvas::set(std::string_view text, const Type& type, double width, int lines_max) const {
    Text out;
    out.layout_ = std::make_shared<const Text::Layout>(paint_->cairo);
    out.colour_ = type.colour;
    PangoLayout* layout = out.layout_->pango;
    // A line of twice the size is twice as wide.
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout), FALSE);
    // Left stays left, also where the words run from the right.
    pango_layout_set_auto_dir(layout, FALSE);
    set_type(layout, type);
    const std::string line = on_one_line(text);
    pango_layout_set_text(layout, line.data(), static_cast<int>(line.size()));
    pango_layout_set_width(layout, static_cast<int>(width * kUnits));
    pango_layout_set_height(layout, -lines_max);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout, alignment(type.align));
    return out;
}

Text Canvas::fit(std::string_view text, Type type, double width, double size_min) const {
    constexpr double kWide = 100'000;  // more than any one line of an event's text
    constexpr double kSpare = 0.995;   // rounding must not make it wrap
    const double natural = set(text, type, kWide, 1).width();
    if (natural > width) type.size = std::max(size_min, type.size * kSpare * width / natural);
    return set(text, type, width);
}

void Canvas::use(Colour colour) {
    cairo_set_source_rgb(paint_->cairo, colour.red, colour.green, colour.blue);
}

void Canvas::draw(const Text& text, double x, double y) {
    use(text.colour_);
    cairo_move_to(paint_->cairo, x, y);
    pango_cairo_show_layout(paint_->cairo, text.layout_->pango);
}

double Canvas::write(std::string_view text, const Type& type, double x, double y, double width) {
    const Text made = set(text, type, width);
    draw(made, x, y);
    return made.height();
}

void Canvas::line(double x, double y, double to_x, double to_y, Colour colour, double thickness) {
    use(colour);
    cairo_set_line_width(paint_->cairo, thickness);
    cairo_move_to(paint_->cairo, x, y);
    cairo_line_to(paint_->cairo, to_x, to_y);
    cairo_stroke(paint_->cairo);
}

void Canvas::frame(double inset, Colour colour, double thickness) {
    use(colour);
    cairo_set_line_width(paint_->cairo, thickness);
    cairo_rectangle(paint_->cairo, inset, inset, page_.width - 2 * inset, page_.height - 2 * inset);
    cairo_stroke(paint_->cairo);
}

void Canvas::bar(double x, double y, double width, double height, Colour colour) {
    use(colour);
    cairo_rectangle(paint_->cairo, x, y, width, height);
    cairo_fill(paint_->cairo);
}

}  // namespace recert::documents
