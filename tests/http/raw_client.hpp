// A blocking client that sends the bytes it is given: what a well-behaved library would not send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recert::http::test {

struct RawAnswer {
    int status = 0;
    std::string head;
    std::string body;
    bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool send(std::string_view bytes) const;                 // false: the other side has closed
    std::optional<RawAnswer> receive(bool is_head = false);  // nullopt: closed, or 10 s went by
    // The next chunk's bytes, empty for the last; nullopt as for receive.
    std::optional<std::string> receive_chunk();
    // Chunks up to the last; false: it never came.
    bool receive_chunks(std::string& body);
    std::string receive_rest();  // until the other side closes
    bool end() const;            // half of the connection: nothing more will be sent
    bool is_closed();            // nothing more comes but the end

  private:
    bool read_more();

    int descriptor_;
    std::string buffer_;
};

std::string asking(std::string_view target, std::string_view more = "");
std::string posting(std::string_view target, std::string_view body);

}  // namespace recert::http::test
