// Bytes on a connection: whatever they are, each request they hold is answered or refused.
//
// The first byte says in what pieces they come; a token is named by its role ("Bearer staff").
#include <algorithm>

#include "fuzz/fuzz.hpp"
#include "fuzz/served.hpp"
#include "http/body.hpp"
#include "http/request_reader.hpp"
#include "http/uptake.hpp"

using namespace recert;
using http::RequestReader;
using State = http::RequestReader::State;

namespace {

constexpr int kRequestsMax = 16;  // of one input

class Connection {
  public:
    Connection(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}

    void serve() {
        for (int n = 0; n < kRequestsMax && read(); ++n) {
            answer();
            if (reader_.advance() != State::complete) return;
            reader_.next();
        }
    }

  private:
    bool receive() {
        const auto room = reader_.room();
        const auto bytes = std::min({room.size(), piece_, rest_.size()});
        std::copy_n(rest_.data(), bytes, room.data());
        rest_.remove_prefix(bytes);
        reader_.received(bytes);
        return bytes > 0;
    }

    bool read() {
        for (State state = reader_.advance();; state = reader_.advance()) {
            if (state == State::complete || state == State::streaming) return true;
            reader_.take_expectation();
            if (state == State::refused || !receive()) break;
        }
        const bool is_refused = reader_.advance() == State::refused;
        fuzz::expect(!is_refused || reader_.refusal().status >= 400, "a refusal has a status");
        return false;
    }

    void answer() {
        const auto pieces = [&](http::BodySink& sink) {
            http::Uptake uptake(reader_, &sink);
            while (uptake.wants_more())
                if (!receive()) return uptake.broke_off(false);
        };
        const auto response = fuzz::Served::instance().ask(reader_.request(), pieces);
        fuzz::expect(!response.sink || response.source, "who takes a body makes one");
    }

    http::Settings settings_;
    RequestReader reader_{settings_};
    std::string_view rest_;
    const std::size_t piece_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = data[0] == '\n' ? size : data[0] + std::size_t{1};
    Connection(fuzz::text_of(data + 1, size - 1), piece).serve();
    return 0;
}
