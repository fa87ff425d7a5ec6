// A QR code (ISO/IEC 18004, error correction M) of a short text. Thread-safe.
#pragma once

#include <string>

#include "documents/canvas.hpp"

namespace recert::documents {

// A square of that side. Nothing may be drawn within four modules of it.
void draw_qr_code(Canvas& canvas, const std::string& text, double x, double y, double side);

}  // namespace recert::documents
