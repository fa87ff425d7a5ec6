#include "demo/turns.hpp"

#include "demo/world.hpp"

namespace recert::demo {
namespace {

void impose(Credential& c, const char* type, Json data) {
    c.tell(staff("board"), draft(type, std::move(data)));
    c.is_over = true;
}

// It goes on as before; what would have happened meanwhile did not.
void come_back(Credential& c, const char* type, Json data) {
    const int away = c.dice.between(20, 120);
    c.world.diary.enter({c.today() + days{away}, Half::morning},
                        [&c, type, data = std::move(data)] {
                            if (c.person.is_gone || !c.term || c.term->ends_on < c.today()) return;
                            c.is_over = false;
                            c.tell(staff("board"), draft(type, data));
                        });
}

void die(Person& person) {
    person.is_gone = true;
    for (Credential* const c : {person.cptm, person.cpt})
        if (c != nullptr && !c->is_over) impose(*c, "credential.ended", {{"kind", "deceased"}});
}

void appeal(Credential& c) {
    c.tell(by_holder(c.person.id),
           draft("appeal.filed", {{"subject", "conduct of the exam"},
                                  {"reason", "The proctor's line was lost twice."}}));
    c.later(c.today() + days{30}, Half::morning, [&c] {
        c.tell(staff("board"), draft("appeal.decided", {{"subject", "conduct of the exam"},
                                                        {"outcome", "noted"},
                                                        {"reason", "The result stands."}}));
    });
}

void turn(Credential& c, Turn what) {
    const Json complaint{{"reason", "A complaint is being looked into."}};
    const Json misuse{{"reason", "Sold certificates under the body's name."}};
    switch (what) {
        case Turn::none:
            return;
        case Turn::suspended:
            impose(c, "credential.suspended", complaint);
            return come_back(c, "credential.reinstated", {{"reason", "Found to be groundless."}});
        case Turn::suspended_for_good:
            return impose(c, "credential.suspended", complaint);
        case Turn::revoked:
            return impose(c, "credential.revoked", misuse);
        case Turn::revoked_and_back:
            impose(c, "credential.revoked", misuse);
            return come_back(c, "credential.reinstated", {{"reason", "It was a namesake."}});
        case Turn::surrendered:
            c.tell(by_holder(c.person.id),
                   draft("credential.surrendered", {{"reason", "Has left the field."}}));
            c.is_over = true;
            return;
        case Turn::retired:
            return impose(c, "credential.retired", {{"kind", "retired"}});
        case Turn::retired_and_back:
            impose(c, "credential.retired", {{"kind", "retired"}});
            return come_back(c, "credential.resumed", Json::object());
        case Turn::emeritus:
            return impose(c, "credential.retired", {{"kind", "emeritus"}});
        case Turn::inactive:
            return impose(c, "credential.retired", {{"kind", "inactive"}});
        case Turn::inactive_and_back:
            impose(c, "credential.retired", {{"kind", "inactive"}});
            return come_back(c, "credential.resumed", Json::object());
        case Turn::dies:
            return die(c.person);
        case Turn::appeals:
            return appeal(c);
    }
}

}  // namespace

void take_a_turn(Credential& c) {
    if (c.has_turned) return;
    c.has_turned = true;
    const Turn what = c.world.fortunes.turns.deal();
    if (what == Turn::none) return;
    c.later(c.today() + days{c.dice.between(60, 700)}, Half::evening, [&c, what] {
        if (c.is_good()) turn(c, what);
    });
}

}  // namespace recert::demo
