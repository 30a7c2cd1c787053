#include "query/describe.hpp"

#include "query/gazetteer.hpp"
#include "query/synthetic.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bordermap::query {
namespace {

using model::Language;

struct Said {
    std::string edtf, en, vi, lo;
};
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Said& said, std::ostream* out) {
    *out << '\'' << said.edtf << '\'';
}

class DateInWords : public testing::TestWithParam<Said> {};

TEST_P(DateInWords, InThreeLanguages) {
    const auto date = model::FuzzyDate::parse(GetParam().edtf).value();
    EXPECT_EQ(describe_date(date, Language::English), GetParam().en);
    EXPECT_EQ(describe_date(date, Language::Vietnamese), GetParam().vi);
    EXPECT_EQ(describe_date(date, Language::Lao), GetParam().lo);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, DateInWords,
    testing::Values(
        Said{"2026-01-15", "15 January 2026", "15 tháng 1 năm 2026", "15 ມັງກອນ 2026"},
        Said{"2026-01", "January 2026", "tháng 1 năm 2026", "ມັງກອນ 2026"}, Said{"2026", "2026", "năm 2026", "ປີ 2026"},
        Said{"../2026-01-15", "on or before 15 January 2026", "vào hoặc trước ngày 15 tháng 1 năm 2026",
             "ໃນວັນທີ 15 ມັງກອນ 2026 ຫຼື ກ່ອນໜ້ານັ້ນ"},
        Said{"../2025", "in or before 2025", "trong hoặc trước năm 2025", "ໃນ ປີ 2025 ຫຼື ກ່ອນໜ້ານັ້ນ"},
        Said{"2025-07-01/..", "on or after 1 July 2025", "vào hoặc sau ngày 1 tháng 7 năm 2025",
             "ໃນວັນທີ 1 ກໍລະກົດ 2025 ຫຼື ຫຼັງຈາກນັ້ນ"},
        Said{"2025-08-10/2025-08-14", "10 to 14 August 2025", "10 đến 14 tháng 8 năm 2025", "10 ຫາ 14 ສິງຫາ 2025"},
        Said{"2025-08-10/2025-08-10", "10 August 2025", "10 tháng 8 năm 2025", "10 ສິງຫາ 2025"},
        Said{"2025-07-30/2025-08-02", "30 July to 2 August 2025", "30 tháng 7 đến 2 tháng 8 năm 2025",
             "30 ກໍລະກົດ ຫາ 2 ສິງຫາ 2025"},
        Said{"2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026",
             "30 tháng 12 năm 2025 đến 2 tháng 1 năm 2026", "30 ທັນວາ 2025 ຫາ 2 ມັງກອນ 2026"},
        Said{"2008/2016", "2008 to 2016", "năm 2008 đến năm 2016", "ປີ 2008 ຫາ ປີ 2016"},
        Said{"2024-11/2024-12", "November 2024 to December 2024", "tháng 11 năm 2024 đến tháng 12 năm 2024",
             "ພະຈິກ 2024 ຫາ ທັນວາ 2024"},
        Said{"2018?-04-05", "probably 5 April 2018", "có lẽ 5 tháng 4 năm 2018", "ອາດຈະ 5 ເມສາ 2018"},
        Said{"2017~", "about 2017", "khoảng năm 2017", "ປະມານ ປີ 2017"},
        Said{"2017%", "probably about 2017", "có lẽ khoảng năm 2017", "ອາດຈະປະມານ ປີ 2017"},
        Said{"201X", "between 2010 and 2019", "trong khoảng năm 2010 đến năm 2019", "ລະຫວ່າງ ປີ 2010 ຫາ ປີ 2019"},
        Said{"2021-24", "winter 2021", "mùa đông 2021", "ລະດູໜາວ 2021"},
        Said{"2021-21", "spring 2021", "mùa xuân 2021", "ລະດູໃບໄມ້ປົ່ງ 2021"},
        Said{"2020-05/", "from May 2020, end not known", "từ tháng 5 năm 2020, không rõ ngày kết thúc",
             "ແຕ່ ພຶດສະພາ 2020, ບໍ່ຮູ້ວັນສິ້ນສຸດ"},
        Said{"/2020-05-04", "until 4 May 2020, start not known", "đến 4 tháng 5 năm 2020, không rõ ngày bắt đầu",
             "ເຖິງ 4 ພຶດສະພາ 2020, ບໍ່ຮູ້ວັນເລີ່ມ"},
        Said{"XXXX-07-17", "17 July, year not known", "17 tháng 7, không rõ năm", "17 ກໍລະກົດ, ບໍ່ຮູ້ປີ"},
        Said{"XXXX-02-29", "29 February, year not known", "29 tháng 2, không rõ năm", "29 ກຸມພາ, ບໍ່ຮູ້ປີ"},
        Said{"XXXX", "date not known", "không rõ ngày", "ບໍ່ຮູ້ວັນທີ"}, Said{"", "date not known", "không rõ ngày", "ບໍ່ຮູ້ວັນທີ"},
        Said{"-0043-03-15", "15 March 44 BC", "15 tháng 3 năm 44 TCN", "15 ມີນາ 44 ກ່ອນ ຄ.ສ."}));

// Every example of the EDTF specification (Library of Congress, 2019) at the levels that are supported.
INSTANTIATE_TEST_SUITE_P(
    EdtfSpecification, DateInWords,
    testing::Values(
        Said{"1985-04-12", "12 April 1985", "12 tháng 4 năm 1985", "12 ເມສາ 1985"},
        Said{"1985-04", "April 1985", "tháng 4 năm 1985", "ເມສາ 1985"}, Said{"1985", "1985", "năm 1985", "ປີ 1985"},
        Said{"1985-04-12T23:20:30", "12 April 1985", "12 tháng 4 năm 1985", "12 ເມສາ 1985"},
        Said{"1985-04-12T23:20:30Z", "12 April 1985", "12 tháng 4 năm 1985", "12 ເມສາ 1985"},
        Said{"1985-04-12T23:20:30-04", "12 April 1985", "12 tháng 4 năm 1985", "12 ເມສາ 1985"},
        Said{"1985-04-12T23:20:30+04:30", "12 April 1985", "12 tháng 4 năm 1985", "12 ເມສາ 1985"},
        Said{"1964/2008", "1964 to 2008", "năm 1964 đến năm 2008", "ປີ 1964 ຫາ ປີ 2008"},
        Said{"2004-06/2006-08", "June 2004 to August 2006", "tháng 6 năm 2004 đến tháng 8 năm 2006",
             "ມິຖຸນາ 2004 ຫາ ສິງຫາ 2006"},
        Said{"2004-02-01/2005-02-08", "1 February 2004 to 8 February 2005", "1 tháng 2 năm 2004 đến 8 tháng 2 năm 2005",
             "1 ກຸມພາ 2004 ຫາ 8 ກຸມພາ 2005"},
        Said{"2004-02-01/2005-02", "1 February 2004 to February 2005", "1 tháng 2 năm 2004 đến tháng 2 năm 2005",
             "1 ກຸມພາ 2004 ຫາ ກຸມພາ 2005"},
        Said{"2004-02-01/2005", "1 February 2004 to 2005", "1 tháng 2 năm 2004 đến năm 2005", "1 ກຸມພາ 2004 ຫາ ປີ 2005"},
        Said{"2005/2006-02", "2005 to February 2006", "năm 2005 đến tháng 2 năm 2006", "ປີ 2005 ຫາ ກຸມພາ 2006"},
        Said{"Y17000", "17000", "năm 17000", "ປີ 17000"},
        Said{"Y-17000", "17001 BC", "năm 17001 TCN", "ປີ 17001 ກ່ອນ ຄ.ສ."},
        Said{"Y170000002", "170000002", "năm 170000002", "ປີ 170000002"},
        Said{"Y-170000002", "170000003 BC", "năm 170000003 TCN", "ປີ 170000003 ກ່ອນ ຄ.ສ."},
        Said{"2001-21", "spring 2001", "mùa xuân 2001", "ລະດູໃບໄມ້ປົ່ງ 2001"},
        Said{"2001-22", "summer 2001", "mùa hè 2001", "ລະດູຮ້ອນ 2001"},
        Said{"2001-23", "autumn 2001", "mùa thu 2001", "ລະດູໃບໄມ້ຫຼົ່ນ 2001"},
        Said{"2001-24", "winter 2001", "mùa đông 2001", "ລະດູໜາວ 2001"},
        Said{"1984?", "probably 1984", "có lẽ năm 1984", "ອາດຈະ ປີ 1984"},
        Said{"2004-06~", "about June 2004", "khoảng tháng 6 năm 2004", "ປະມານ ມິຖຸນາ 2004"},
        Said{"2004-06-11%", "probably about 11 June 2004", "có lẽ khoảng 11 tháng 6 năm 2004",
             "ອາດຈະປະມານ 11 ມິຖຸນາ 2004"},
        Said{"201X", "between 2010 and 2019", "trong khoảng năm 2010 đến năm 2019", "ລະຫວ່າງ ປີ 2010 ຫາ ປີ 2019"},
        Said{"20XX", "between 2000 and 2099", "trong khoảng năm 2000 đến năm 2099", "ລະຫວ່າງ ປີ 2000 ຫາ ປີ 2099"},
        Said{"2004-XX", "2004", "năm 2004", "ປີ 2004"},
        Said{"1985-04-XX", "April 1985", "tháng 4 năm 1985", "ເມສາ 1985"},
        Said{"1985-XX-XX", "1985", "năm 1985", "ປີ 1985"},
        Said{"1985-04-12/..", "on or after 12 April 1985", "vào hoặc sau ngày 12 tháng 4 năm 1985",
             "ໃນວັນທີ 12 ເມສາ 1985 ຫຼື ຫຼັງຈາກນັ້ນ"},
        Said{"1985-04/..", "in or after April 1985", "trong hoặc sau tháng 4 năm 1985", "ໃນ ເມສາ 1985 ຫຼື ຫຼັງຈາກນັ້ນ"},
        Said{"1985/..", "in or after 1985", "trong hoặc sau năm 1985", "ໃນ ປີ 1985 ຫຼື ຫຼັງຈາກນັ້ນ"},
        Said{"../1985-04-12", "on or before 12 April 1985", "vào hoặc trước ngày 12 tháng 4 năm 1985",
             "ໃນວັນທີ 12 ເມສາ 1985 ຫຼື ກ່ອນໜ້ານັ້ນ"},
        Said{"../1985-04", "in or before April 1985", "trong hoặc trước tháng 4 năm 1985", "ໃນ ເມສາ 1985 ຫຼື ກ່ອນໜ້ານັ້ນ"},
        Said{"../1985", "in or before 1985", "trong hoặc trước năm 1985", "ໃນ ປີ 1985 ຫຼື ກ່ອນໜ້ານັ້ນ"},
        Said{"1985-04-12/", "from 12 April 1985, end not known", "từ 12 tháng 4 năm 1985, không rõ ngày kết thúc",
             "ແຕ່ 12 ເມສາ 1985, ບໍ່ຮູ້ວັນສິ້ນສຸດ"},
        Said{"1985-04/", "from April 1985, end not known", "từ tháng 4 năm 1985, không rõ ngày kết thúc",
             "ແຕ່ ເມສາ 1985, ບໍ່ຮູ້ວັນສິ້ນສຸດ"},
        Said{"1985/", "from 1985, end not known", "từ năm 1985, không rõ ngày kết thúc", "ແຕ່ ປີ 1985, ບໍ່ຮູ້ວັນສິ້ນສຸດ"},
        Said{"/1985-04-12", "until 12 April 1985, start not known", "đến 12 tháng 4 năm 1985, không rõ ngày bắt đầu",
             "ເຖິງ 12 ເມສາ 1985, ບໍ່ຮູ້ວັນເລີ່ມ"},
        Said{"/1985-04", "until April 1985, start not known", "đến tháng 4 năm 1985, không rõ ngày bắt đầu",
             "ເຖິງ ເມສາ 1985, ບໍ່ຮູ້ວັນເລີ່ມ"},
        Said{"/1985", "until 1985, start not known", "đến năm 1985, không rõ ngày bắt đầu", "ເຖິງ ປີ 1985, ບໍ່ຮູ້ວັນເລີ່ມ"},
        Said{"1984~/2004-06", "about 1984 to June 2004", "khoảng năm 1984 đến tháng 6 năm 2004",
             "ປະມານ ປີ 1984 ຫາ ມິຖຸນາ 2004"},
        Said{"1984/2004-06~", "1984 to about June 2004", "năm 1984 đến khoảng tháng 6 năm 2004",
             "ປີ 1984 ຫາ ປະມານ ມິຖຸນາ 2004"},
        Said{"1984?/2004%", "probably 1984 to probably about 2004", "có lẽ năm 1984 đến có lẽ khoảng năm 2004",
             "ອາດຈະ ປີ 1984 ຫາ ອາດຈະປະມານ ປີ 2004"},
        Said{"1984-06-02?/2004-08-08~", "probably 2 June 1984 to about 8 August 2004",
             "có lẽ 2 tháng 6 năm 1984 đến khoảng 8 tháng 8 năm 2004", "ອາດຈະ 2 ມິຖຸນາ 1984 ຫາ ປະມານ 8 ສິງຫາ 2004"},
        Said{"-1985", "1986 BC", "năm 1986 TCN", "ປີ 1986 ກ່ອນ ຄ.ສ."},
        Said{"2004-06~-11", "about 11 June 2004", "khoảng 11 tháng 6 năm 2004", "ປະມານ 11 ມິຖຸນາ 2004"},
        Said{"2004?-06-11", "probably 11 June 2004", "có lẽ 11 tháng 6 năm 2004", "ອາດຈະ 11 ມິຖຸນາ 2004"},
        Said{"?2004-06-~11", "probably about 11 June 2004", "có lẽ khoảng 11 tháng 6 năm 2004",
             "ອາດຈະປະມານ 11 ມິຖຸນາ 2004"},
        Said{"2004-%06-11", "probably about 11 June 2004", "có lẽ khoảng 11 tháng 6 năm 2004",
             "ອາດຈະປະມານ 11 ມິຖຸນາ 2004"},
        Said{"156X-12-25", "between 1560 and 1569", "trong khoảng năm 1560 đến năm 1569", "ລະຫວ່າງ ປີ 1560 ຫາ ປີ 1569"},
        Said{"15XX-12-25", "between 1500 and 1599", "trong khoảng năm 1500 đến năm 1599", "ລະຫວ່າງ ປີ 1500 ຫາ ປີ 1599"},
        Said{"XXXX-12-XX", "December, year not known", "tháng 12, không rõ năm", "ທັນວາ, ບໍ່ຮູ້ປີ"},
        Said{"1XXX-XX", "between 1000 and 1999", "trong khoảng năm 1000 đến năm 1999", "ລະຫວ່າງ ປີ 1000 ຫາ ປີ 1999"},
        Said{"1XXX-12", "between 1000 and 1999", "trong khoảng năm 1000 đến năm 1999", "ລະຫວ່າງ ປີ 1000 ຫາ ປີ 1999"},
        Said{"1984-1X", "between 1 October 1984 and 31 December 1984",
             "trong khoảng 1 tháng 10 năm 1984 đến 31 tháng 12 năm 1984", "ລະຫວ່າງ 1 ຕຸລາ 1984 ຫາ 31 ທັນວາ 1984"},
        Said{"2004-06-~01/2004-06-~20", "about 1 to 20 June 2004", "khoảng 1 đến 20 tháng 6 năm 2004",
             "ປະມານ 1 ຫາ 20 ມິຖຸນາ 2004"},
        Said{"2004-06-XX/2004-07-03", "June 2004 to 3 July 2004", "tháng 6 năm 2004 đến 3 tháng 7 năm 2004",
             "ມິຖຸນາ 2004 ຫາ 3 ກໍລະກົດ 2004"}));

TEST(Describe, Precision) {
    const model::LonLat here{106.0, 16.0};
    EXPECT_EQ(describe_precision({here, 27.0}, Language::English), "within 27 km");
    EXPECT_EQ(describe_precision({here, 27.2}, Language::English), "within 28 km") << "never smaller than it is";
    EXPECT_EQ(describe_precision({here, 0.5}, Language::English), "within 0.5 km");
    EXPECT_EQ(describe_precision({here, 0.5}, Language::Vietnamese), "trong bán kính 0,5 km");
    EXPECT_EQ(describe_precision({here, 1234.0}, Language::Vietnamese), "trong bán kính 1.234 km");
    EXPECT_EQ(describe_precision({here, 0.0}, Language::English), "exact place");
    EXPECT_EQ(describe_precision({here, -1.0}, Language::English), "precision not stated");
    EXPECT_EQ(describe_precision({}, Language::English), "place not known");
    EXPECT_EQ(describe_precision({{}, 5.0}, Language::Lao), "ບໍ່ຮູ້ສະຖານທີ່");
}

struct Sentence : testing::Test {
    void SetUp() override {
        synthetic::Builder builder;
        builder.add_unit("vn", "V-C", "army", false);
        builder.add_unit("la", "L-20", "army", true);
        builder.add_agreement("a", "2024-01-01", {0, 1}).areas = {{1, ""}, {1, "x"}, {2, ""}};
        builder.add_event("e", "2025-08-02");
        for (int i = 0; i < 1200; ++i) {
            builder.add_incident("i" + std::to_string(i), "2025-08-01", "L-20");
        }
        builder.add_incident("undated", "XXXX", "L-20");
        data = builder.build();
        index = std::make_unique<QueryIndex>(data);
        filter.as_of = synthetic::day("2026-01-15");
    }
    std::shared_ptr<const model::Dataset> data;
    std::unique_ptr<QueryIndex> index;
    Filter filter;
};

TEST_F(Sentence, SaysWhatPasses) {
    filter.places = {"L-2", "V-C"};
    filter.from = synthetic::day("2025-07-01");
    filter.to = synthetic::day("2026-01-15");
    filter.categories = {"K.1"};
    EXPECT_EQ(describe(*data, select(*index, filter), Language::English),
              "Ban Hai, Gamma · 2025-07-01 to 2026-01-15 · drugs · 1,200 incidents, 1 agreement, 1 undated");
    filter.places = {"V-C"};
    EXPECT_EQ(describe(*data, select(*index, filter), Language::English),
              "Gamma · 2025-07-01 to 2026-01-15 · drugs · 1 agreement");
    filter = {};
    filter.as_of = synthetic::day("2026-01-15");
    EXPECT_EQ(describe(*data, select(*index, filter), Language::Vietnamese),
              "Toàn tuyến biên giới · 1.201 vụ việc, 1 thỏa thuận, 1 sự kiện, trong đó 1 không rõ ngày");
    filter.to = synthetic::day("2020-01-01");
    filter.text = "zzz";
    filter.unit_kinds = {"army", "odd kind"};
    filter.areas = {"P", "P.1", "S", "gone", "more"};
    EXPECT_EQ(
        describe(*data, select(*index, filter), Language::English),
        "to 2020-01-01 · people, twinning of villages, patrol and 2 more · army, odd kind · “zzz” · nothing passes");
}

TEST_F(Sentence, JsonIsTheContract) {
    filter.from = synthetic::day("2025-08-01");
    const auto json = to_json(*data, select(*index, filter));
    std::set<std::string> keys;
    for (const auto& [key, value] : json.items()) {
        keys.insert(key);
    }
    EXPECT_EQ(keys, (std::set<std::string>{"agreements", "as_of", "boundaries", "counts", "events", "from", "heritage",
                                           "incidents", "meetings", "to", "units"}));
    EXPECT_EQ(json["as_of"], "2026-01-15");
    EXPECT_EQ(json["from"], "2025-08-01");
    EXPECT_TRUE(json["to"].is_null());
    EXPECT_EQ(json["boundaries"], nlohmann::json::parse(R"({"VN": {"1": 2, "2": 5}, "LA": {"1": 2, "2": 4}})"));
    EXPECT_EQ(json["units"], nlohmann::json::parse(R"([{"id": "vn", "name": "vn"}, {"id": "la", "name": "la"}])"));
    EXPECT_EQ(json["agreements"], nlohmann::json::parse(R"([{"id": "a", "signed": "2024-01-01", "parties": ["vn", "la"],
                                                             "areas": ["P.1", "S"], "stage": "signed", "sure": true,
                                                             "inherited": false, "inherited_from": [],
                                                             "party_gone": false}])"));
    EXPECT_EQ(json["events"], nlohmann::json::parse(R"(["e"])"));
    EXPECT_EQ(json["incidents"].size(), 1201U);
    EXPECT_EQ(json["incidents"].back(), "undated");
    EXPECT_EQ(json["counts"], nlohmann::json::parse(R"({"incidents_by_category": {"K.1": 1200},
        "incidents_by_province": {"L-2": 1200}, "incidents_by_district": {"L-20": 1200}, "incidents_by_month": {"2025-08": 1200},
        "incidents_by_inheritance": 0, "agreements_by_inheritance": 0, "meetings_by_state": {}, "undated": 1})"));
}

TEST_F(Sentence, EmptyListsStayLists) {
    filter.places = {"nothing"};
    const auto json = to_json(*data, select(*index, filter));
    for (const char* list : {"units", "agreements", "meetings", "heritage", "events", "incidents"}) {
        EXPECT_EQ(json[list], nlohmann::json::array()) << list;
    }
    for (const char* counts :
         {"incidents_by_category", "incidents_by_province", "incidents_by_district", "incidents_by_month"}) {
        EXPECT_EQ(json["counts"][counts], nlohmann::json::object()) << counts;
    }
}

TEST(Fold, IgnoresCaseMarksAndPunctuation) {
    EXPECT_EQ(fold("Xa-van-na-khet"), "xavannakhet");
    EXPECT_EQ(fold("Quảng Trị"), "quangtri");
    EXPECT_EQ(fold("ĐÀ NẴNG"), "danang");
    EXPECT_EQ(fold("Thanh Hoá"), fold("Thanh Hóa"));
    EXPECT_EQ(fold("Tro\xCC\xA3ng Ho\xCC\x81"
                   "a"),
              fold("Trọng Hóa"))
        << "decomposed as composed";
    EXPECT_EQ(fold("ເມືອງ ໂນນ"), "ເມືອງໂນນ") << "Lao vowels stay";
    EXPECT_EQ(fold("ສະໝ້ວຍ"), fold("ສະຫມວຍ")) << "a ligature is its letters, tone marks go";
    EXPECT_NE(fold("ກະລຶມ"), fold("ກະລືມ"));
    EXPECT_EQ(fold("606(1)"), "6061");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" -–· "), "");
    EXPECT_NO_THROW(static_cast<void>(fold("\xFF\xC3")));
}

}  // namespace
}  // namespace bordermap::query
