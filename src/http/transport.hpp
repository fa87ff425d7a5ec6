// A connected socket, plain or under TLS, behind one face: what asio calls an AsyncStream.
//
// Plain it costs a branch, and no memory for TLS. `Io` as in channel.hpp. One thread.
#pragma once

#include <memory>
#include <utility>

struct ssl_st;

namespace recert::http {

template <class Io>
class Transport {
  public:
    using Socket = typename Io::Socket;
    using TlsStream = typename Io::TlsStream;
    using executor_type = typename Socket::executor_type;

    explicit Transport(Socket socket) : socket_(std::move(socket)) {}

    Socket& socket() { return socket_; }
    executor_type get_executor() { return socket_.get_executor(); }

    // Nothing has passed yet; takes `ssl` over. The handshake comes next.
    TlsStream& secure(ssl_st* ssl) { return *(tls_ = std::make_unique<TlsStream>(socket_, ssl)); }
    TlsStream* tls() { return tls_.get(); }  // null: plain

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto&& handler, const auto& into) {
            if (tls_)
                tls_->async_read_some(into, std::forward<decltype(handler)>(handler));
            else
                socket_.async_read_some(into, std::forward<decltype(handler)>(handler));
        };
        return Io::initiate(begin, token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto&& handler, const auto& from) {
            if (tls_)
                tls_->async_write_some(from, std::forward<decltype(handler)>(handler));
            else
                socket_.async_write_some(from, std::forward<decltype(handler)>(handler));
        };
        return Io::initiate(begin, token, buffers);
    }

  private:
    Socket socket_;
    std::unique_ptr<TlsStream> tls_;  // uses socket_
};

}  // namespace recert::http
