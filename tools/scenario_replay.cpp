#include <map>
#include <utility>

#include "tools/scenario.hpp"

namespace recert::tools {
namespace {

using events::Json;

constexpr long kOk = 200;
constexpr long kCreated = 201;

// Performs one scenario; knows the seqs of the steps that have a name.
class Replay {
  public:
    explicit Replay(Server& server) : server_(server) {}

    Result<std::vector<Finding>> run(const Json& steps) {
        for (std::size_t index = 0; index < steps.size(); ++index) {
            const Json& step = steps[index];
            const std::string label = "step " + std::to_string(index + 1) + ", ";
            const bool asks = step.contains("ask");
            const auto goes_on = asks ? ask(step, label) : post(step, label);
            if (!goes_on) return tl::unexpected<Error>(goes_on.error());
            if (!*goes_on) break;
        }
        return std::move(findings_);
    }

  private:
    struct Seqs {
        Json first;
        Json last;
    };

    // `data` with {"seq_of": name} replaced by the first seq of the step of that name.
    Json resolved(const Json& data) const {
        if (!data.is_structured()) return data;
        if (data.is_object() && data.size() == 1 && data.contains("seq_of")) {
            const auto found = names_.find(data["seq_of"].dump());
            return found == names_.end() ? Json() : found->second.first;
        }
        Json copy = data;
        for (auto& element : copy) element = resolved(element);
        return copy;
    }

    Json body_of(const Json& step) const {
        Json event = {{"data", resolved(step["data"])}};
        if (step.contains("at")) event["occurred_at"] = step["at"];
        if (step.contains("type")) event["type"] = step["type"];
        if (!step.contains("each")) return event;
        Json batch = Json::array();
        for (const auto& [field, values] : step["each"].items()) {
            for (const Json& value : values) {
                event["data"][field] = value;
                batch.push_back(event);
            }
        }
        return batch;
    }

    Result<bool> post(const Json& step, const std::string& label) {
        const bool creates = step.contains("create");
        const std::string stream = step[creates ? "create" : "append"];
        const auto slash = stream.find('/');
        std::string path = "/v1/" + stream + "/events";
        std::string what = label + step.value("type", "creating") + " " + stream;
        if (step.contains("at")) what += " at " + step["at"].get<std::string>();
        Json body = body_of(step);
        if (creates) {
            path = "/v1/" + stream.substr(0, slash);
            body["id"] = stream.substr(slash + 1);
        }
        const auto response = server_.post(path, body);
        if (!response) return tl::unexpected<Error>(response.error());

        if (step.contains("refused")) {
            judge(what, step["refused"], *response);
            return true;
        }
        if (response->status != kCreated) {
            judge(what, {{"status", kCreated}}, *response);
            return false;
        }
        keep(step, what, *response);
        return true;
    }

    void keep(const Json& step, const std::string& what, const Response& response) {
        const auto answer = events::parse(response.body);
        const Json stored = answer ? answer->value("events", Json::array()) : Json::array();
        if (step.contains("events")) {
            Json types = Json::array();
            for (const Json& envelope : stored) types.push_back(envelope.value("type", Json()));
            add(what, compare({{"events", step["events"]}}, {{"events", types}}));
        }
        if (step.contains("name") && !stored.empty())
            names_[step["name"].dump()] = {stored.front().value("seq", Json()),
                                           stored.back().value("seq", Json())};
    }

    Result<bool> ask(const Json& step, const std::string& label) {
        std::string path = "/v1/" + step["ask"].get<std::string>();
        std::string what = label + step["ask"].get<std::string>();
        std::string query;
        if (step.contains("as_of")) {
            query += "&as_of=" + step["as_of"].get<std::string>();
            what += " as of " + step["as_of"].get<std::string>();
        }
        if (step.contains("known_at")) {
            const auto found = names_.find(step["known_at"].dump());
            if (found == names_.end())
                return fail(ErrorCode::malformed, what + ": no step before has this known_at");
            query += "&known_at=" + found->second.last.dump();
            what += " as known after " + found->first;
        }
        if (!query.empty()) path += "?" + query.substr(1);
        const auto response = server_.get(path);
        if (!response) return tl::unexpected<Error>(response.error());

        Json expected = step.value("expect", Json::object());
        const long status = step.value("status", kOk);
        if (step.contains("status") || response->status != status) {
            expected["status"] = status;
            judge(what, expected, *response);
        } else {
            const auto answer = events::parse(response->body);
            add(what, compare(expected, answer ? *answer : Json(response->body)));
        }
        return true;
    }

    // Compares an answer that may be a problem, its HTTP status standing in for the one within.
    void judge(const std::string& what, const Json& expected, const Response& response) {
        const auto answer = events::parse(response.body);
        Json got = answer && answer->is_object() ? *answer : Json::object();
        got["status"] = response.status;
        auto differences = compare(expected, got);
        if (!differences.empty() && got.contains("detail"))
            differences.push_back({"/detail", "-", got["detail"].dump()});
        add(what, std::move(differences));
    }

    void add(const std::string& what, std::vector<Difference> differences) {
        if (!differences.empty()) findings_.push_back({what, std::move(differences)});
    }

    Server& server_;
    std::map<std::string, Seqs> names_;  // by the name as JSON
    std::vector<Finding> findings_;
};

}  // namespace

Result<std::vector<Finding>> replay(const Scenario& scenario, Server& server) {
    return Replay(server).run(scenario.steps);
}

}  // namespace recert::tools
