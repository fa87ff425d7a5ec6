#include "documents/badge_picture.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <memory>
#include <numbers>

#include "projections/words.hpp"

namespace recert::documents {
namespace {

constexpr int kSide = 640;
constexpr double kCentre = kSide / 2.0;
constexpr double kOuter = 300;
constexpr double kInner = 238;
constexpr int kPetals = 32;

struct Colour {
    double red, green, blue;
};
constexpr Colour kDeep{0.043, 0.231, 0.318};
constexpr Colour kBright{0.078, 0.427, 0.494};
constexpr Colour kGold{0.827, 0.655, 0.302};
constexpr Colour kPaper{0.992, 0.988, 0.972};
constexpr Colour kInk{0.098, 0.149, 0.184};

void use(cairo_t* paint, const Colour& colour) {
    cairo_set_source_rgb(paint, colour.red, colour.green, colour.blue);
}

void circle(cairo_t* paint, double radius) {
    cairo_new_path(paint);
    cairo_arc(paint, kCentre, kCentre, radius, 0, 2 * std::numbers::pi);
}

void draw_rosette(cairo_t* paint) {
    constexpr double kDepth = 9;
    constexpr int kPoints = kPetals * 24;
    cairo_new_path(paint);
    for (int i = 0; i < kPoints; ++i) {
        const double angle = 2 * std::numbers::pi * i / kPoints;
        const double radius = kOuter - kDepth + kDepth * std::cos(kPetals * angle);
        cairo_line_to(paint, kCentre + radius * std::cos(angle),
                      kCentre + radius * std::sin(angle));
    }
    cairo_close_path(paint);
    cairo_pattern_t* shade = cairo_pattern_create_linear(0, 0, 0, kSide);
    cairo_pattern_add_color_stop_rgb(shade, 0, kBright.red, kBright.green, kBright.blue);
    cairo_pattern_add_color_stop_rgb(shade, 1, kDeep.red, kDeep.green, kDeep.blue);
    cairo_set_source(paint, shade);
    cairo_fill(paint);
    cairo_pattern_destroy(shade);
}

void draw_rings(cairo_t* paint) {
    circle(paint, kInner + 18);
    use(paint, kGold);
    cairo_set_line_width(paint, 3);
    cairo_stroke(paint);
    circle(paint, kInner);
    use(paint, kPaper);
    cairo_fill(paint);
    circle(paint, kInner - 12);
    use(paint, kGold);
    cairo_set_line_width(paint, 1.5);
    cairo_stroke(paint);
}

void draw_tick(cairo_t* paint, double top) {
    cairo_new_path(paint);
    cairo_move_to(paint, kCentre - 26, top + 22);
    cairo_line_to(paint, kCentre - 6, top + 42);
    cairo_line_to(paint, kCentre + 30, top);
    use(paint, kBright);
    cairo_set_line_width(paint, 9);
    cairo_set_line_cap(paint, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(paint, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(paint);
}

using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

Layout layout_of(cairo_t* paint, const std::string& text, const std::string& font, double width) {
    Layout layout(pango_cairo_create_layout(paint), &g_object_unref);
    PangoFontDescription* description = pango_font_description_from_string(font.c_str());
    pango_layout_set_font_description(layout.get(), description);
    pango_font_description_free(description);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

int height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_pixel_size(layout, nullptr, &height);
    return height;
}

void show(cairo_t* paint, PangoLayout* layout, double width, double top, const Colour& colour) {
    use(paint, colour);
    cairo_move_to(paint, kCentre - width / 2, top);
    pango_cairo_show_layout(paint, layout);
}

// As large as it may be in the room there is.
void draw_name(cairo_t* paint, const std::string& name, double top, double room) {
    constexpr double kWidth = 370;
    for (const int size : {46, 40, 35, 31, 27, 23, 20}) {
        const Layout layout =
            layout_of(paint, name, "Noto Sans Bold " + std::to_string(size) + "px", kWidth);
        pango_layout_set_height(layout.get(), static_cast<int>(room * PANGO_SCALE));
        const int height = height_of(layout.get());
        const bool is_cut = pango_layout_is_ellipsized(layout.get()) != 0;
        if (is_cut && size > 20) continue;
        return show(paint, layout.get(), kWidth, top + (room - height) / 2, kInk);
    }
}

// Two lines at the most.
void draw_text(cairo_t* paint, const std::string& text, int size, double top, double width,
               const Colour& colour) {
    const Layout layout = layout_of(paint, text, "Noto Sans " + std::to_string(size) + "px", width);
    pango_layout_set_height(layout.get(), -2);
    show(paint, layout.get(), width, top, colour);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> badge_picture(const projections::BadgeFacts& facts) {
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, kSide, kSide), &cairo_surface_destroy);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> paint(cairo_create(surface.get()),
                                                                   &cairo_destroy);
    draw_rosette(paint.get());
    draw_rings(paint.get());
    draw_tick(paint.get(), 118);
    draw_name(paint.get(), facts.program_name, 182, 190);
    draw_text(paint.get(), facts.issuer_name, 21, 386, 340, kBright);
    draw_text(paint.get(), "valid until " + projections::long_date(facts.valid_until), 19, 458, 300,
              kInk);
    cairo_surface_flush(surface.get());
    std::string png;
    if (cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
        return fail(ErrorCode::storage, "the picture of a badge could not be drawn");
    return png;
}

}  // namespace recert::documents
