#include "demo/names.hpp"

#include <array>

namespace recert::demo {
namespace {

enum class Order { given_first, family_first, family_first_unspaced };

struct Culture {
    const char* locale;
    const char* timezone;
    Order order;
    std::array<const char*, 8> given;
    std::array<const char*, 8> family;
};

constexpr std::array kCultures = {
    Culture{
        "en-US",
        "America/New_York",
        Order::given_first,
        {"Avery", "Brooke", "Caleb", "Dana", "Elliot", "Faith", "Grant", "Harper"},
        {"Ashdown", "Birchwell", "Carrow", "Dunmore", "Ellery", "Fairbank", "Gorham", "Hollis"}},
    Culture{"en-US",
            "America/Chicago",
            Order::given_first,
            {"Imani", "Jordan", "Kendra", "Logan", "Monique", "Nolan", "Octavia", "Preston"},
            {"Ironside", "Jessup", "Kittredge", "Lockhart", "Merriweather", "Northcott", "Oakes",
             "Pemberton"}},
    Culture{
        "en-US",
        "America/Los_Angeles",
        Order::given_first,
        {"Quinn", "Riley", "Sage", "Tamsin", "Uriah", "Vivian", "Wesley", "Yolanda"},
        {"Quimby", "Rutledge", "Stanhope", "Thackeray", "Upjohn", "Vance", "Whitlock", "Yarrow"}},
    Culture{"en-GB",
            "Europe/London",
            Order::given_first,
            {"Alastair", "Bronwen", "Callum", "Deirdre", "Eilidh", "Fergus", "Gwyneth", "Siân"},
            {"O’Hara", "MacAllister", "Penhallow", "Trelawney", "St. John", "Llewellyn", "Fforde",
             "Blackwood-Hart"}},
    Culture{"es-MX",
            "America/Mexico_City",
            Order::given_first,
            {"José María", "Lucía", "Andrés", "Belén", "Óscar", "Íñigo", "Ángela", "Raúl"},
            {"Núñez Cárdenas", "Ibáñez", "Muñoz Peña", "Gutiérrez", "Ávila", "Zúñiga", "Rincón",
             "Del Río"}},
    Culture{
        "fr-CA",
        "America/Toronto",
        Order::given_first,
        {"Zoé", "François", "Maëlle", "Gaëtan", "Noémie", "Benoît", "Hélène", "Loïc"},
        {"Côté", "L’Écuyer", "Bélanger", "Lefèvre", "D’Amours", "Prévost", "Gagné", "Saint-Onge"}},
    Culture{"de-DE",
            "Europe/Berlin",
            Order::given_first,
            {"Jürgen", "Käthe", "Sören", "Änne", "Björn", "Ulrike", "Götz", "Heike"},
            {"Großkreutz", "Müllenhoff", "Schäferling", "von der Aue", "Weißhaupt", "Köhnlein",
             "Lübbers", "Döring"}},
    Culture{"pl-PL",
            "Europe/Warsaw",
            Order::given_first,
            {"Łucja", "Stanisław", "Małgorzata", "Zbigniew", "Świętosława", "Paweł", "Agnieszka",
             "Błażej"},
            {"Żółkiewska", "Brzęczyk", "Dąbrowa", "Śliwka", "Grześkowiak", "Wójtowicz", "Łęcka",
             "Źrebiec"}},
    Culture{"tr-TR",
            "Europe/Istanbul",
            Order::given_first,
            {"Işıl", "Çağrı", "Gülşah", "Ömer", "Şule", "Uğur", "Ayşegül", "İbrahim"},
            {"Yıldızoğlu", "Gümüş", "Özçelik", "Karataş", "Aydın", "Kılıç", "Şimşek", "Erdoğmuş"}},
    Culture{"el-GR",
            "Europe/Athens",
            Order::given_first,
            {"Ελένη", "Γιώργος", "Σοφία", "Νίκος", "Δήμητρα", "Αλέξανδρος", "Ιωάννα", "Πέτρος"},
            {"Παπαδάκη", "Νικολάου", "Αγγελίδη", "Σταύρου", "Μακρή", "Οικονόμου", "Βλάχου",
             "Καραγιάννη"}},
    Culture{"uk-UA",
            "Europe/Kyiv",
            Order::given_first,
            {"Олена", "Тарас", "Ірина", "Богдан", "Орися", "Марко", "Соломія", "Андрій"},
            {"Ковальчук", "Шевчук", "Гончаренко", "Мельник", "Лисенко", "Бойко", "Ткаченко",
             "Вдовиченко"}},
    Culture{"ar-EG",
            "Africa/Cairo",
            Order::given_first,
            {"ليلى", "يوسف", "مريم", "كريم", "نور", "سامي", "هدى", "طارق"},
            {"منصور", "الشامي", "عبد الرحمن", "الحداد", "سليمان", "فاروق", "النجار", "خليل"}},
    Culture{"he-IL",
            "Asia/Jerusalem",
            Order::given_first,
            {"נועה", "איתן", "תמר", "יואב", "שירה", "דניאל", "מיכל", "אורי"},
            {"בן־דוד", "לוין", "שפירא", "אלון", "מזרחי", "גולן", "רוזן", "הר־אל"}},
    Culture{"hi-IN",
            "Asia/Kolkata",
            Order::given_first,
            {"अनन्या", "रोहन", "कविता", "अर्जुन", "मीरा", "विक्रम", "सुनीता", "देव"},
            {"शर्मा", "पटेल", "राव", "मेहता", "चौधरी", "जोशी", "कुलकर्णी", "त्रिपाठी"}},
    Culture{"zh-CN",
            "Asia/Shanghai",
            Order::family_first_unspaced,
            {"秀英", "志强", "雨桐", "浩然", "晓梅", "建国", "欣怡", "子涵"},
            {"王", "李", "欧阳", "陈", "赵", "司马", "林", "黄"}},
    Culture{"ja-JP",
            "Asia/Tokyo",
            Order::family_first,
            {"結衣", "大輔", "さくら", "健太", "美咲", "翔", "陽子", "拓海"},
            {"山本", "佐々木", "渡辺", "小野寺", "髙橋", "五十嵐", "森", "長谷川"}},
    Culture{"ko-KR",
            "Asia/Seoul",
            Order::family_first_unspaced,
            {"지우", "민준", "서연", "현우", "하은", "준호", "예진", "태양"},
            {"김", "박", "최", "남궁", "정", "황보", "윤", "한"}},
    Culture{"vi-VN",
            "Asia/Ho_Chi_Minh",
            Order::family_first,
            {"Thị Hương", "Văn Đức", "Ngọc Ánh", "Quốc Bảo", "Mỹ Duyên", "Hữu Phước", "Thùy Dương",
             "Minh Triết"},
            {"Nguyễn", "Trần", "Phạm", "Đặng", "Võ", "Bùi", "Lê", "Đỗ"}},
};

// Half of them are of the first three, where the body is at home.
constexpr std::size_t kAtHome = 3;

constexpr std::array kPlaces = {"Ashford", "Bluewater", "Cedar Ridge", "Dunlin",  "Eastmere",
                                "Foxhall", "Greenholm", "Harrowgate",  "Ivybank", "Juniper Bay"};
constexpr std::array kCompanies = {"Logistics", "Robotics", "Insurance Group", "Energy",
                                   "Foods",     "Software", "Airways"};
constexpr std::array kNonprofits = {"Health Foundation", "Literacy Trust", "River Alliance",
                                    "Relief Fund"};
constexpr std::array kAgencies = {"County Transit Authority", "Department of Revenue",
                                  "Water Agency"};
constexpr std::array kSchools = {"Community College", "State University", "Institute of Design"};

constexpr std::array kTopics = {"measuring what training changes",
                                "learning in the flow of work",
                                "budgeting a training function",
                                "managing vendors of learning",
                                "onboarding at a distance",
                                "coaching new managers",
                                "accessibility of e-learning",
                                "needs analysis with small data",
                                "skills taxonomies that last",
                                "facilitation of hybrid rooms",
                                "evaluation beyond the smile sheet",
                                "designing practice and feedback",
                                "transfer of learning to the job",
                                "compliance training people remember",
                                "sales enablement",
                                "the economics of a learning portfolio",
                                "communities of practice",
                                "data literacy for learning teams",
                                "leading change in a plant",
                                "simulation and games",
                                "performance support at the counter",
                                "writing better assessments",
                                "localization of courses",
                                "outsourcing decisions"};

}  // namespace

PersonName person_name(Dice& dice) {
    const std::size_t number = dice.chance(50) ? dice.below(kAtHome) : dice.below(kCultures.size());
    const Culture& culture = kCultures[number];
    const std::string given = dice.pick(culture.given);
    const std::string family = dice.pick(culture.family);
    switch (culture.order) {
        case Order::given_first:
            return {given + ' ' + family, culture.locale, culture.timezone};
        case Order::family_first:
            return {family + ' ' + given, culture.locale, culture.timezone};
        case Order::family_first_unspaced:
            break;
    }
    return {family + given, culture.locale, culture.timezone};
}

OrganizationName organization_name(std::size_t number, Dice& dice) {
    const std::string place = kPlaces[number % kPlaces.size()];
    switch (number % 8) {
        case 0:
            return {place + ' ' + dice.pick(kNonprofits), "nonprofit"};
        case 3:
            return {place + ' ' + dice.pick(kAgencies), "government"};
        case 5:
            return {place + ' ' + dice.pick(kSchools), "education"};
        default:
            return {place + ' ' + dice.pick(kCompanies), "company"};
    }
}

std::string topic(Dice& dice) { return dice.pick(kTopics); }

}  // namespace recert::demo
