// What libcurl gives, given back to it when its owner goes. For units that speak to it.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace recert::service {

struct CleansUp {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(char* text) const { curl_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, CleansUp>;

}  // namespace recert::service
