#include "demo/credential.hpp"

#include "demo/turns.hpp"
#include "demo/upkeep.hpp"
#include "demo/world.hpp"

namespace recert::demo {

Credential::Credential(World& its_world, Person& its_person, Program its_program)
    : world(its_world),
      person(its_person),
      program(its_program),
      id(its_person.id + (its_program == Program::cptm ? "-cptm" : "-cpt")),
      dice(its_world.seed, id) {}

Date Credential::today() const { return world.today(); }

bool Credential::is_good() const { return !is_over && term && today() <= term->ends_on; }

void Credential::later(Date day, Half half, Diary::Entry what) {
    world.diary.enter({day, half}, [this, what = std::move(what)] {
        if (!is_over) what();
    });
}

void Credential::tell(const Principal& who, std::vector<Draft> drafts, Scribe::Heard heard) {
    world.tell(who, stream(), std::move(drafts),
               [this, heard = std::move(heard)](const service::Appended& appended) {
                   hear(appended);
                   if (heard) heard(appended);
               });
}

void Credential::tell(const Principal& who, Draft one, Scribe::Heard heard) {
    std::vector<Draft> drafts;
    drafts.push_back(std::move(one));
    tell(who, std::move(drafts), std::move(heard));
}

void Credential::take_back(Seq seq, std::string why) {
    tell(staff("mira"), draft("entry.voided", {{"seq", seq.value}, {"reason", std::move(why)}}));
}

void Credential::hear(const service::Appended& appended) {
    auto granted = said(appended, "credential.renewed");
    if (!granted) granted = said(appended, "credential.awarded");
    if (!granted) return;
    const auto day = [&](const char* field) {
        return *events::parse_date(granted->data.at(field).get<std::string>());
    };
    begin({granted->data.at("cycle").get<std::int64_t>(), day("valid_from"), day("valid_until"),
           granted->seq});
}

void Credential::begin(const Term& next) {
    term = next;
    if (is_in_doubt) return;
    live_through(*this, *term);
    take_a_turn(*this);
}

}  // namespace recert::demo
