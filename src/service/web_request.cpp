#include "service/web_request.hpp"

#include "service/curl_handles.hpp"

namespace recert::service {
namespace {

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* target) {
    auto& body = *static_cast<std::string*>(target);
    if (body.size() + count > kWebBytesMax) return 0;  // libcurl makes it an error
    body.append(bytes, count);
    return count;
}

std::string part(CURLU* url, CURLUPart which) {
    char* raw = nullptr;
    if (curl_url_get(url, which, &raw, 0) != CURLUE_OK) return {};
    const Owned<char> text(raw);
    return text.get();
}

Owned<curl_slist> headers_of(const WebRequest& request) {
    Owned<curl_slist> headers(curl_slist_append(nullptr, "Accept: application/json"));
    if (!request.authorization.empty()) {
        const std::string line = "Authorization: " + request.authorization;
        curl_slist_append(headers.get(), line.c_str());
    }
    return headers;
}

}  // namespace

bool is_web_url(const std::string& text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

Status check_web_url(const std::string& url) {
    const Owned<CURLU> parsed(curl_url());
    if (parsed && is_web_url(url) &&
        curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK) {
        const std::string host = part(parsed.get(), CURLUPART_HOST);
        const bool is_here = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
        if (part(parsed.get(), CURLUPART_SCHEME) == "https" || is_here) return {};
        return fail(ErrorCode::bad_parameter, "http is for this machine only; use https: " + url);
    }
    return fail(ErrorCode::bad_parameter, "not a URL: " + url);
}

std::string url_encoded(std::string_view text) {
    const Owned<char> escaped(
        curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
    return escaped ? escaped.get() : "";
}

Result<WebResponse> ask_web(const WebRequest& request) {
    RECERT_TRY(check_web_url(request.url));
    const Owned<CURL> owned(curl_easy_init());
    if (!owned) return fail(ErrorCode::issuer_unavailable, "there is no memory for a connection");
    CURL* const handle = owned.get();
    const auto headers = headers_of(request);
    WebResponse response;
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kWebConnectSecondsMax);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, kWebSecondsMax);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take_bytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response.body);
    if (!request.form.empty())
        curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, request.form.c_str());
    if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK)
        return fail(ErrorCode::issuer_unavailable, request.url + ": " + curl_easy_strerror(code));
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
    return response;
}

}  // namespace recert::service
