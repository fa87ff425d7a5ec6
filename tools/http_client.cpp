#include "tools/http_client.hpp"

#include <curl/curl.h>

#include <cassert>
#include <fstream>
#include <ostream>
#include <utility>

namespace recert::tools {
namespace {

constexpr long kOk = 200;
constexpr long kUnauthorized = 401;
constexpr long kForbidden = 403;

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* target) {
    auto& body = *static_cast<std::string*>(target);
    if (body.size() + count > kAnswerBytesMax) return 0;  // libcurl makes it an error
    body.append(bytes, count);
    return count;
}

struct Download {
    CURL* handle;
    std::ostream& out;
    std::string refusal{};
};

std::size_t pass_bytes_on(char* bytes, std::size_t, std::size_t count, void* target) {
    auto& download = *static_cast<Download*>(target);
    long status = 0;
    curl_easy_getinfo(download.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != kOk) return take_bytes(bytes, 1, count, &download.refusal);
    download.out.write(bytes, static_cast<std::streamsize>(count));
    return download.out.good() ? count : 0;
}

tl::unexpected<Error> refused(const std::string& path, const Response& response) {
    const auto problem = events::parse(response.body);
    const bool is_refusal = response.status == kUnauthorized || response.status == kForbidden;
    return fail(is_refusal ? ErrorCode::forbidden : ErrorCode::not_found,
                path + " was answered by " + std::to_string(response.status) +
                    (problem && problem->is_object() ? " " + problem->value("detail", "") : ""));
}

}  // namespace

Result<std::string> read_token(const std::string& file) {
    if (file.empty()) return std::string();
    std::ifstream in(file);
    std::string token;
    if (!(in >> token)) return fail(ErrorCode::malformed, "it has no token to read");
    return token;
}

Result<std::string> text_at(Server& server, const std::string& path) {
    auto response = server.get(path);
    if (!response) return tl::unexpected(response.error());
    if (response->status == kOk) return std::move(response->body);
    return refused(path, *response);
}

struct HttpClient::Connection {
    CURL* handle = curl_easy_init();
    curl_slist* headers = nullptr;

    Connection() { assert(handle != nullptr); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(handle);
    }
    void add_header(const std::string& line) { headers = curl_slist_append(headers, line.c_str()); }
};

HttpClient::HttpClient(std::string server, const std::string& token)
    : server_(std::move(server)), connection_(std::make_unique<Connection>()) {
    while (server_.ends_with('/')) server_.pop_back();
    connection_->add_header("Content-Type: application/json");
    connection_->add_header("Accept: application/json");
    connection_->add_header("Expect:");  // no 100-continue round trip before a body
    if (!token.empty()) connection_->add_header("Authorization: Bearer " + token);

    CURL* handle = connection_->handle;
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, connection_->headers);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
}

HttpClient::~HttpClient() = default;

Result<Response> HttpClient::get(const std::string& path) {
    curl_easy_setopt(connection_->handle, CURLOPT_HTTPGET, 1L);
    return perform(path);
}

Result<Response> HttpClient::post(const std::string& path, const events::Json& body) {
    const std::string text = body.dump();
    curl_easy_setopt(connection_->handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(text.size()));
    curl_easy_setopt(connection_->handle, CURLOPT_COPYPOSTFIELDS, text.c_str());
    return perform(path);
}

Result<Response> HttpClient::perform(const std::string& path) {
    CURL* handle = connection_->handle;
    Response response;
    const std::string url = server_ + path;
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take_bytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response.body);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, kAnswerSecondsMax);
    if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK)
        return fail(ErrorCode::outcome_unknown, url + ": " + curl_easy_strerror(code));
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
    return response;
}

Status HttpClient::download(const std::string& path, std::ostream& out) {
    CURL* handle = connection_->handle;
    Download download{handle, out};
    const std::string url = server_ + path;
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &pass_bytes_on);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &download);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, kDownloadSecondsMax);
    const CURLcode code = curl_easy_perform(handle);
    if (!out) return fail(ErrorCode::storage, "it could not be written to its end");
    if (code != CURLE_OK)
        return fail(ErrorCode::outcome_unknown, url + ": " + curl_easy_strerror(code));
    Response response;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
    if (response.status == kOk) return {};
    response.body = std::move(download.refusal);
    return refused(path, response);
}

}  // namespace recert::tools
