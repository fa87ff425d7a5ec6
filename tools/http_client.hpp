// A small blocking HTTP client for the tools: JSON out, text back. One connection, kept alive.
//
// A request that got no answer is ErrorCode::outcome_unknown: whether it was carried out cannot be
// told from here. Any answer, also a refusal, is a value. Not thread-safe. Leaves out redirects,
// and retries; an answer larger than kAnswerBytesMax is an error, unless it is downloaded.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "events/json.hpp"
#include "result.hpp"

namespace recert::tools {

inline constexpr std::size_t kAnswerBytesMax = std::size_t{64} << 20;
inline constexpr long kAnswerSecondsMax = 60;
inline constexpr long kDownloadSecondsMax = 6L * 60 * 60;

struct Response {
    long status = 0;
    std::string body;
};

// The bearer token in a file; empty for no file. `malformed` when there is none in it.
Result<std::string> read_token(const std::string& file);

// What answers; a seam, so that a scenario can be tried without sockets.
class Server {
  public:
    virtual ~Server() = default;
    virtual Result<Response> get(const std::string& path) = 0;
    virtual Result<Response> post(const std::string& path, const events::Json& body) = 0;
};

// The body of a 200. Errors: forbidden (401 and 403), not-found (any other refusal), with what it
// says; those of get().
Result<std::string> text_at(Server& server, const std::string& path);

class HttpClient : public Server {
  public:
    // `server` is http://host:port or https://host:port; an empty token sends none.
    HttpClient(std::string server, const std::string& token);
    ~HttpClient() override;
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    Result<Response> get(const std::string& path) override;
    Result<Response> post(const std::string& path, const events::Json& body) override;
    // The body of a 200, however large, as it comes. Errors: those of text_at().
    Status download(const std::string& path, std::ostream& out);

  private:
    struct Connection;
    Result<Response> perform(const std::string& path);

    std::string server_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace recert::tools
