#include "documents/qr_code.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace recert::documents {

void draw_qr_code(Canvas& canvas, const std::string& text, double x, double y, double side) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) throw std::runtime_error("a text is too long for a QR code");
    const int modules = code->width;
    const double module = side / modules;
    for (int row = 0; row < modules; ++row) {
        int from = 0;
        // A run of dark modules is one bar: squares side by side show seams.
        while (from < modules) {
            int until = from;
            while (until < modules && (code->data[row * modules + until] & 1) != 0) ++until;
            if (until > from)
                canvas.bar(x + from * module, y + row * module, (until - from) * module, module,
                           kInk);
            from = until + 1;
        }
    }
}

}  // namespace recert::documents
