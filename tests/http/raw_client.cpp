#include "http/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace recert::http::test {

RawClient::RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic{};
    static_assert(sizeof generic == sizeof address);
    std::memcpy(&generic, &address, sizeof generic);
    const timeval limit{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (::connect(descriptor_, &generic, sizeof generic) != 0)
        throw std::runtime_error("cannot connect");
}

RawClient::~RawClient() { ::close(descriptor_); }

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::read_more() {
    std::array<char, 65536> part;
    const auto got = ::recv(descriptor_, part.data(), part.size(), 0);
    if (got <= 0) return false;
    buffer_.append(part.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<RawAnswer> RawClient::receive(bool is_head) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!read_more()) return std::nullopt;
    RawAnswer answer;
    answer.head = buffer_.substr(0, end + 4);
    buffer_.erase(0, end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    constexpr std::string_view kLength = "Content-Length: ";
    const auto at = answer.head.find(kLength);
    if (at == std::string::npos || is_head || answer.status == 304) return answer;
    const std::size_t length = std::stoul(answer.head.substr(at + kLength.size()));
    while (buffer_.size() < length)
        if (!read_more()) return std::nullopt;
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
}

std::optional<std::string> RawClient::receive_chunk() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos)
        if (!read_more()) return std::nullopt;
    const std::size_t size = std::stoul(buffer_.substr(0, end), nullptr, 16);
    buffer_.erase(0, end + 2);
    while (buffer_.size() < size + 2)
        if (!read_more()) return std::nullopt;
    std::string chunk = buffer_.substr(0, size);
    buffer_.erase(0, size + 2);
    return chunk;
}

bool RawClient::receive_chunks(std::string& body) {
    for (;;) {
        const auto part = receive_chunk();
        if (!part) return false;
        if (part->empty()) return true;
        body += *part;
    }
}

std::string RawClient::receive_rest() {
    while (read_more()) continue;
    return std::exchange(buffer_, {});
}

bool RawClient::end() const { return ::shutdown(descriptor_, SHUT_WR) == 0; }

bool RawClient::is_closed() { return buffer_.empty() && !read_more(); }

std::string asking(std::string_view target, std::string_view more) {
    return "GET " + std::string(target) +
           " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-token\r\n" + std::string(more) +
           "\r\n";
}

std::string posting(std::string_view target, std::string_view body) {
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-token\r\n"
           "Content-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace recert::http::test
