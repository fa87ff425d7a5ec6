#include "http/compression.hpp"

#include <zlib.h>

#include <stdexcept>

namespace recert::http {

namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, in gzip's frame
constexpr int kMemoryLevel = 9;

// "gzip;q=0" refuses; any other weight accepts.
bool is_refused(std::string_view item) {
    const auto at = item.find("q=");
    if (at == std::string_view::npos) return false;
    return item.substr(at + 2).find_first_not_of("0. \t") == std::string_view::npos;
}

std::string_view name_of(std::string_view item) {
    const auto first = std::min(item.find_first_not_of(" \t"), item.size());
    item = item.substr(first, item.find(';') - first);
    return item.substr(0, item.find_last_not_of(" \t") + 1);
}

}  // namespace

std::string gzipped(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib does not begin");
    std::string out(deflateBound(&stream, text.size()), '\0');
    std::string in(text);  // zlib's interface would write to it, but does not
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw std::runtime_error("zlib does not end");
    return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = accept_encoding.substr(0, end);
        if (name_of(item) == "gzip") return !is_refused(item);
        if (name_of(item) == "*") any = !is_refused(item);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    }
    return any;
}

}  // namespace recert::http
