#include "http/compression.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>

using namespace recert::http;

namespace {

std::string unzipped(std::string zipped, std::size_t room) {
    std::string out(room, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(zipped.data());
    stream.avail_in = static_cast<uInt>(zipped.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("what was compressed is got back, and the same text gives the same bytes", "[http]") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * i) + "\n";
    const std::string zipped = gzipped(text);
    CHECK(zipped.size() < text.size());
    CHECK(zipped == gzipped(text));
    CHECK(unzipped(zipped, text.size() + 1) == text);
    CHECK(unzipped(gzipped(""), 1).empty());
}

TEST_CASE("gzip is sent to who names it, or takes everything, and does not refuse it", "[http]") {
    for (const char* takes : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "*",
                              "deflate, *", "identity , gzip ;q=0.001"})
        CHECK(accepts_gzip(takes));
    for (const char* refuses :
         {"", "identity", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "x-gzip-like", "gzipped"})
        CHECK_FALSE(accepts_gzip(refuses));
}
