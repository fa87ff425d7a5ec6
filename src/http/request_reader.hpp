// Bytes in, requests out: HTTP/1.x parsing without a socket.
//
// The connection reads into room(), tells received(), and calls advance() until a request is
// complete; bytes of pipelined requests stay for next(). After `refused` nothing more can be read:
// where the next request would start is not known. A body of lines (application/x-ndjson), or a
// file that is put, has no bound here and is not waited for: it is `streaming` until it is
// complete, and taken piece by piece. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "http/message.hpp"
#include "http/settings.hpp"
#include "result.hpp"

namespace recert::http {

struct Refusal {
    int status;
    Error error;
};

class RequestReader {
  public:
    enum class State { idle, header, body, streaming, complete, refused };

    explicit RequestReader(const Settings& settings);
    ~RequestReader();

    std::span<char> room();
    void received(std::size_t bytes);
    State advance();
    void next();     // done with the complete request
    void give_up();  // the rest came too slowly: refused

    // Once a request that asks for it, when its head is here and none of its body.
    bool take_expectation();

    // What has come of a body since the last time.
    std::string take_body();

    Request request() const;  // complete or streaming: views that hold until next()
    bool keep_alive() const;
    bool is_http_1_0() const;
    const Refusal& refusal() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace recert::http
