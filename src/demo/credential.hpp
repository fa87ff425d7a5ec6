// One person's credential, as whoever acts for it knows it: what was chosen, and what the service
// was heard to decide.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "demo/diary.hpp"
#include "demo/dice.hpp"
#include "demo/fortunes.hpp"
#include "demo/practicums.hpp"
#include "demo/scribe.hpp"
#include "demo/voices.hpp"

namespace recert::demo {

struct Person;
struct World;

enum class Program { cptm, cpt };

// A certification period that was granted.
struct Term {
    std::int64_t number;
    Date starts_on;
    Date ends_on;
    Seq granted_by{};
};

struct Credential {
    Credential(World& its_world, Person& its_person, Program its_program);

    events::StreamName stream() const { return {events::StreamKind::credential, id}; }
    Date today() const;
    bool is_good() const;  // today, as far as heard

    // Enters something into the diary; it does not happen when the credential is over by then.
    void later(Date day, Half half, Diary::Entry what);
    // Appends; what the service decides upon it is heard, and a term that begins is lived through.
    void tell(const Principal& who, std::vector<Draft> drafts, Scribe::Heard heard = {});
    void tell(const Principal& who, Draft one, Scribe::Heard heard = {});
    void take_back(Seq seq, std::string why);
    // A term that was granted is lived through, unless that is in doubt.
    void begin(const Term& next);

    World& world;
    Person& person;
    const Program program;
    const std::string id;
    Dice dice;

    Twist twist = Twist::none;
    Practicum* practicum = nullptr;
    std::optional<Term> term;  // the last one granted
    bool is_in_doubt = false;  // what is granted will be taken back
    bool has_turned = false;   // its turn was dealt
    bool is_over = false;      // nothing comes of it, for now or for ever

  private:
    void hear(const service::Appended& appended);
};

}  // namespace recert::demo
