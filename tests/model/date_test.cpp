// EDTF after the Library of Congress specification (2019-02-04), whose examples are quoted section by section.

#include "model/date.hpp"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace bordermap::model {
namespace {

Day day(int year, unsigned month, unsigned of_month) {
    const auto found = day_from_civil(year, month, of_month);
    EXPECT_TRUE(found.has_value()) << year << '-' << month << '-' << of_month;
    return found.value_or(0);
}

struct Expected {
    std::string text;
    std::string from, to;  ///< half-open, "" for an open end
    DatePrecision precision = DatePrecision::SingleDay;
    std::string flags;  ///< of "?" and "~"
};

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Expected& expected, std::ostream* out) {
    *out << expected.text;
}

class EdtfAccepted : public testing::TestWithParam<Expected> {};

TEST_P(EdtfAccepted, MeansItsDays) {
    const Expected& expected = GetParam();
    std::string error = "no error";
    const auto date = FuzzyDate::parse(expected.text, &error);
    ASSERT_TRUE(date.has_value()) << error;
    EXPECT_EQ(error, "no error");
    EXPECT_TRUE(date->dated());
    EXPECT_EQ(format_day(date->interval().from), expected.from);
    EXPECT_EQ(format_day(date->interval().to), expected.to);
    EXPECT_EQ(date->precision(), expected.precision);
    EXPECT_EQ(date->uncertain(), expected.flags.find('?') != std::string::npos);
    EXPECT_EQ(date->approximate(), expected.flags.find('~') != std::string::npos);
    EXPECT_FALSE(date->interval().empty());
    EXPECT_LE(date->certain().from, date->certain().to);
    if (!date->certain().empty()) {
        EXPECT_GE(date->certain().from, date->interval().from);
        EXPECT_LE(date->certain().to, date->interval().to);
    }
    EXPECT_EQ(date->text(), expected.text);
    EXPECT_EQ(FuzzyDate::parse(date->text()), date) << "round trip";
}

constexpr auto kDay = DatePrecision::SingleDay;
constexpr auto kMonth = DatePrecision::Month;
constexpr auto kSeason = DatePrecision::Season;
constexpr auto kYear = DatePrecision::Year;
constexpr auto kDecade = DatePrecision::Decade;
constexpr auto kCentury = DatePrecision::Century;

INSTANTIATE_TEST_SUITE_P(Level0, EdtfAccepted,
                         testing::Values(
                             // Date
                             Expected{"1985-04-12", "1985-04-12", "1985-04-13", kDay, ""},
                             Expected{"1985-04", "1985-04-01", "1985-05-01", kMonth, ""},
                             Expected{"1985", "1985-01-01", "1986-01-01", kYear, ""},
                             Expected{"0000", "0000-01-01", "0001-01-01", kYear, ""},
                             // Date and time, reduced to the day as written
                             Expected{"1985-04-12T23:20:30", "1985-04-12", "1985-04-13", kDay, ""},
                             Expected{"1985-04-12T23:20:30Z", "1985-04-12", "1985-04-13", kDay, ""},
                             Expected{"1985-04-12T23:20:30-04", "1985-04-12", "1985-04-13", kDay, ""},
                             Expected{"1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-13", kDay, ""},
                             // Time interval
                             Expected{"1964/2008", "1964-01-01", "2009-01-01", kYear, ""},
                             Expected{"2004-06/2006-08", "2004-06-01", "2006-09-01", kMonth, ""},
                             Expected{"2004-02-01/2005-02-08", "2004-02-01", "2005-02-09", kDay, ""},
                             Expected{"2004-02-01/2005-02", "2004-02-01", "2005-03-01", kMonth, ""},
                             Expected{"2004-02-01/2005", "2004-02-01", "2006-01-01", kYear, ""},
                             Expected{"2005/2006-02", "2005-01-01", "2006-03-01", kYear, ""}));

INSTANTIATE_TEST_SUITE_P(
    Level1, EdtfAccepted,
    testing::Values(
        // Letter-prefixed calendar year, as far as a Day reaches
        Expected{"Y17000", "17000-01-01", "17001-01-01", kYear, ""},
        Expected{"Y-17000", "-17000-01-01", "-16999-01-01", kYear, ""},
        Expected{"Y24000~", "24000-01-01", "24001-01-01", kYear, "~"},
        Expected{"Y-20000", "-20000-01-01", "-19999-01-01", kYear, ""},
        Expected{"-9999/Y10000", "-9999-01-01", "10001-01-01", kYear, ""},
        // Seasons: meteorological, of the northern hemisphere
        Expected{"2001-21", "2001-03-01", "2001-06-01", kSeason, ""},
        Expected{"2001-22", "2001-06-01", "2001-09-01", kSeason, ""},
        Expected{"2001-23", "2001-09-01", "2001-12-01", kSeason, ""},
        Expected{"2001-24", "2001-12-01", "2002-03-01", kSeason, ""},
        Expected{"2003-24", "2003-12-01", "2004-03-01", kSeason, ""},
        // Qualification of a whole date
        Expected{"1984?", "1984-01-01", "1985-01-01", kYear, "?"},
        Expected{"2004-06~", "2004-06-01", "2004-07-01", kMonth, "~"},
        Expected{"2004-06-11%", "2004-06-11", "2004-06-12", kDay, "?~"},
        // Unspecified digits from the right
        Expected{"201X", "2010-01-01", "2020-01-01", kDecade, ""},
        Expected{"20XX", "2000-01-01", "2100-01-01", kCentury, ""},
        Expected{"2004-XX", "2004-01-01", "2005-01-01", kYear, ""},
        Expected{"1985-04-XX", "1985-04-01", "1985-05-01", kMonth, ""},
        Expected{"1985-XX-XX", "1985-01-01", "1986-01-01", kYear, ""},
        // Extended interval: open and unknown ends
        Expected{"1985-04-12/..", "1985-04-12", "", kDay, ""}, Expected{"1985-04/..", "1985-04-01", "", kMonth, ""},
        Expected{"1985/..", "1985-01-01", "", kYear, ""}, Expected{"../1985-04-12", "", "1985-04-13", kDay, ""},
        Expected{"../1985-04", "", "1985-05-01", kMonth, ""}, Expected{"../1985", "", "1986-01-01", kYear, ""},
        Expected{"1985-04-12/", "1985-04-12", "", kDay, ""}, Expected{"1985-04/", "1985-04-01", "", kMonth, ""},
        Expected{"1985/", "1985-01-01", "", kYear, ""}, Expected{"/1985-04-12", "", "1985-04-13", kDay, ""},
        Expected{"/1985-04", "", "1985-05-01", kMonth, ""}, Expected{"/1985", "", "1986-01-01", kYear, ""},
        // Qualified ends
        Expected{"1984~/2004-06", "1984-01-01", "2004-07-01", kYear, "~"},
        Expected{"1984/2004-06~", "1984-01-01", "2004-07-01", kYear, "~"},
        Expected{"1984~/2004~", "1984-01-01", "2005-01-01", kYear, "~"},
        Expected{"1984-06?/2004-08?", "1984-06-01", "2004-09-01", kMonth, "?"},
        Expected{"1984-06-02?/", "1984-06-02", "", kDay, "?"},
        Expected{"1984?/2004%", "1984-01-01", "2005-01-01", kYear, "?~"},
        Expected{"1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-09", kDay, "?~"},
        // Negative years
        Expected{"-1985", "-1985-01-01", "-1984-01-01", kYear, ""},
        Expected{"-0001-12-31", "-0001-12-31", "0000-01-01", kDay, ""}));

INSTANTIATE_TEST_SUITE_P(Level2Taken, EdtfAccepted,
                         testing::Values(
                             // Qualification of a group and of one component
                             Expected{"2004-06-11%", "2004-06-11", "2004-06-12", kDay, "?~"},
                             Expected{"2004-06~-11", "2004-06-11", "2004-06-12", kDay, "~"},
                             Expected{"2004?-06-11", "2004-06-11", "2004-06-12", kDay, "?"},
                             Expected{"?2004-06-~11", "2004-06-11", "2004-06-12", kDay, "?~"},
                             Expected{"2004-%06-11", "2004-06-11", "2004-06-12", kDay, "?~"},
                             Expected{"2018?-04-05", "2018-04-05", "2018-04-06", kDay, "?"},
                             Expected{"?-1985", "-1985-01-01", "-1984-01-01", kYear, "?"},
                             // Unspecified digits anywhere
                             Expected{"156X-12-25", "1560-12-25", "1569-12-26", kDecade, ""},
                             Expected{"15XX-12-25", "1500-12-25", "1599-12-26", kCentury, ""},
                             Expected{"1XXX-XX", "1000-01-01", "2000-01-01", kCentury, ""},
                             Expected{"1XXX-12", "1000-12-01", "2000-01-01", kCentury, ""},
                             Expected{"1984-1X", "1984-10-01", "1985-01-01", kYear, ""},
                             Expected{"1560-XX-25", "1560-01-25", "1560-12-26", kYear, ""},
                             Expected{"2018-XX-31", "2018-01-31", "2019-01-01", kYear, ""},
                             Expected{"2018-02-2X", "2018-02-20", "2018-03-01", kMonth, ""},
                             Expected{"201X-02-29", "2012-02-29", "2016-03-01", kDecade, ""},
                             Expected{"-19XX", "-1999-01-01", "-1899-01-01", kCentury, ""},
                             // Intervals of such ends
                             Expected{"2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-21", kDay, "~"},
                             Expected{"2004-06-XX/2004-07-03", "2004-06-01", "2004-07-04", kMonth, ""}));

INSTANTIATE_TEST_SUITE_P(Calendar, EdtfAccepted,
                         testing::Values(Expected{"2024-02-29", "2024-02-29", "2024-03-01", kDay, ""},
                                         Expected{"2000-02-29", "2000-02-29", "2000-03-01", kDay, ""},
                                         Expected{"2023-12", "2023-12-01", "2024-01-01", kMonth, ""},
                                         Expected{"2024-02", "2024-02-01", "2024-03-01", kMonth, ""},
                                         Expected{"2023-02", "2023-02-01", "2023-03-01", kMonth, ""},
                                         Expected{"2025-12-31", "2025-12-31", "2026-01-01", kDay, ""},
                                         Expected{"9999-12-31", "9999-12-31", "10000-01-01", kDay, ""},
                                         Expected{"../2026-01-15", "", "2026-01-16", kDay, ""},
                                         Expected{"2025-08-10/2025-08-14", "2025-08-10", "2025-08-15", kDay, ""},
                                         Expected{"2004-06/2004", "2004-06-01", "2005-01-01", kYear, ""},
                                         Expected{"2025-08-10/2025-08-10", "2025-08-10", "2025-08-11", kDay, ""}));

struct Undated {
    std::string text;
};
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Undated& undated, std::ostream* out) {
    *out << '\'' << undated.text << '\'';
}

class EdtfUndated : public testing::TestWithParam<Undated> {};

TEST_P(EdtfUndated, IsKeptWithoutAnInterval) {
    const auto date = FuzzyDate::parse(GetParam().text);
    ASSERT_TRUE(date.has_value());
    EXPECT_FALSE(date->dated());
    EXPECT_EQ(date->text(), GetParam().text);
    EXPECT_TRUE(date->certain().empty());
    EXPECT_EQ(date->precision(), DatePrecision::None);
    EXPECT_EQ(date->empty(), GetParam().text.empty());
}

INSTANTIATE_TEST_SUITE_P(NoDays, EdtfUndated,
                         testing::Values(Undated{""}, Undated{"XXXX"}, Undated{"XXXX-07-17"}, Undated{"XXXX-12-XX"},
                                         Undated{"XXXX-02-29"}, Undated{"XX20"}, Undated{"../.."}, Undated{"/.."},
                                         Undated{"../"},
                                         // Letter-prefixed years further than a Day reaches
                                         Undated{"Y170000002"}, Undated{"Y-170000002"}, Undated{"Y24001"},
                                         Undated{"Y-20001"}));

struct Refused {
    std::string text;
    std::string because;  ///< part of the message
};
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Refused& refused, std::ostream* out) {
    *out << '\'' << refused.text << '\'';
}

class EdtfRefused : public testing::TestWithParam<Refused> {};

TEST_P(EdtfRefused, NamesTheFault) {
    std::string error;
    EXPECT_FALSE(FuzzyDate::parse(GetParam().text, &error).has_value());
    EXPECT_NE(error.find(GetParam().because), std::string::npos) << error;
    EXPECT_NE(error.find(GetParam().text), std::string::npos) << error;
    EXPECT_FALSE(FuzzyDate::parse(GetParam().text).has_value()) << "without a place for the message";
}

INSTANTIATE_TEST_SUITE_P(UnsupportedForms, EdtfRefused,
                         testing::Values(
                             // Level 2: exponential year
                             Refused{"Y-17E7", "exponent"}, Refused{"Y17E7", "write all digits"},
                             // Level 2: significant digits
                             Refused{"1950S2", "significant digits"}, Refused{"Y171010000S3", "significant digits"},
                             Refused{"Y3388E2S3", "not supported"}, Refused{"1950S2", "an interval a/b"},
                             // Level 2: sub-year groupings
                             Refused{"2001-34", "sub-year"}, Refused{"2001-25", "sub-year"},
                             Refused{"2001-33", "an interval of months"}, Refused{"2001-41", "sub-year"},
                             // Level 2: one of a set, all of a set
                             Refused{"[1667,1668,1670..1672]", "sets"}, Refused{"[1667,1668, 1670..1672]", "sets"},
                             Refused{"[..1760-12-03]", "sets"}, Refused{"[1760-12..]", "sets"},
                             Refused{"[1760-01,1760-02,1760-12..]", "sets"},
                             Refused{"[1760-01, 1760-02, 1760-12..]", "sets"}, Refused{"[1667,1760-12]", "sets"},
                             Refused{"[..1984]", "sets"}, Refused{"{1667,1668,1670..1672}", "sets"},
                             Refused{"{1667,1668, 1670..1672}", "sets"}, Refused{"{1960,1961-12}", "sets"},
                             Refused{"{..1984}", "several records"},
                             // The draft of 2012, which the specification replaces
                             Refused{"199u", "holds 'u'"}, Refused{"unknown/2006", "holds 'u'"},
                             Refused{"2004-06-uu", "holds 'u'"}, Refused{"(2004)?", "holds '('"},
                             Refused{"y170000002", "holds 'y'"}, Refused{"2004-06-11?~", "qualifier"},
                             // Basic format is not permitted
                             Refused{"19850412", "four digits"}, Refused{"19850412T232030", "time of day"}));

INSTANTIATE_TEST_SUITE_P(
    Faults, EdtfRefused,
    testing::Values(
        Refused{"2026-02-30", "no such day"}, Refused{"2023-02-29", "no such day"},
        Refused{"1900-02-29", "no such day"}, Refused{"2025-04-31", "no such day"},
        Refused{"2018-02-3X", "no such day"}, Refused{"XXXX-02-30", "no such day"},
        Refused{"2025-01-00", "no such day"}, Refused{"2025-01-32", "no such day"}, Refused{"2025-13", "no month 13"},
        Refused{"2025-00", "no month 00"}, Refused{"2025-1", "two each"}, Refused{"25-01-01", "four digits"},
        Refused{"20250101", "four digits"}, Refused{"2025-001", "two each"}, Refused{"02025", "four digits"},
        Refused{"2025-01-01-01", "more parts"}, Refused{"-0000", "no sign"}, Refused{"2025-", "two each"},
        Refused{"-", "four digits"}, Refused{"?", "four digits"}, Refused{"2025??", "qualifier"},
        Refused{"20?25", "qualifier"}, Refused{"??2025", "qualifier"}, Refused{"-?1985", "before its sign"},
        Refused{"2001-21-05", "season"}, Refused{"201X-21", "season"}, Refused{"Y1985", "without Y"},
        Refused{"Y01985", "without a zero"}, Refused{"Y17000-01", "nothing else"}, Refused{"17000Y", "stands before"},
        Refused{"Y1700X", "nothing else"}, Refused{"Y--17000", "nothing else"}, Refused{"Y", "followed by"},
        Refused{"2005/2004", "ends before"}, Refused{"2025-08-14/2025-08-10", "ends before"},
        Refused{"2026-01/2025-12-31", "ends before"}, Refused{"/", "at least one end"},
        Refused{"2004/2005/2006", "two ends"}, Refused{"2004-01-01T10:00:00/2005", "without a time"},
        Refused{"2025-01-01T", "time of day"}, Refused{"2025-01-01T24:00:00", "time of day"},
        Refused{"2025-01-01T10:00", "time of day"}, Refused{"2025-01-01T10:60:00", "time of day"},
        Refused{"2025-01-01T10:00:00+4", "time of day"}, Refused{"2025-01T10:00:00", "full"},
        Refused{"2025-01-01?T10:00:00", "full"}, Refused{"2025-01-XXT10:00:00", "full"},
        Refused{"10:00:00", "after a full date"}, Refused{"15/01/2026", "two ends"}, Refused{"8/3", "four digits"},
        Refused{"15.01.2026", "holds '.'"}, Refused{"January 2026", "holds 'J'"}, Refused{"201x", "holds 'x'"},
        Refused{"2026\xE2\x80\x93"
                "01",
                "ASCII"},
        Refused{"...", "holds '.'"}, Refused{"2025/...", "holds '.'"}));

TEST(Edtf, TrimsItsText) {
    const auto date = FuzzyDate::parse(" 2026-01-15\r\n");
    ASSERT_TRUE(date);
    EXPECT_EQ(date->text(), "2026-01-15");
    EXPECT_TRUE(FuzzyDate::parse(" \t")->empty());
}

TEST(Edtf, KnowsWhichDaysAreSure) {
    const auto certain = [](const char* text) { return FuzzyDate::parse(text)->certain(); };
    EXPECT_EQ(certain("2026-01-15"), (Interval{day(2026, 1, 15), day(2026, 1, 16)}));
    EXPECT_EQ(certain("2025-08-10/2025-08-14"), (Interval{day(2025, 8, 10), day(2025, 8, 15)}));
    EXPECT_EQ(certain("2004-06/2006-08"), (Interval{day(2004, 6, 30), day(2006, 8, 2)}));
    EXPECT_EQ(certain("2025-08-10/"), (Interval{day(2025, 8, 10), day(2025, 8, 11)}));
    for (const char* none : {"2026-01", "2026", "2026-01-15?", "2026-01-15~", "../2026-01-15", "2026-01-15/..", "201X",
                             "2025-08-10?/2025-08-14", "2004/2004", "2004-06/"}) {
        EXPECT_TRUE(certain(none).empty()) << none;
    }
}

TEST(Edtf, TellsASpanFromAnUnknownDay) {
    for (const char* span : {"2025-08-10/2025-08-14", "2008/2016", "1985/", "/1985"}) {
        EXPECT_TRUE(FuzzyDate::parse(span)->is_span()) << span;
    }
    for (const char* one_day : {"2026-01-15", "2026-01", "../2026-01-15", "2026-01-15/..", "XXXX-07-17"}) {
        EXPECT_FALSE(FuzzyDate::parse(one_day)->is_span()) << one_day;
    }
}

TEST(Edtf, FromDayIsThatDay) {
    EXPECT_EQ(FuzzyDate::from_day(day(2026, 1, 15)), *FuzzyDate::parse("2026-01-15"));
}

TEST(Days, ParsesOnlyFullDays) {
    EXPECT_EQ(parse_day("1970-01-01"), 0);
    EXPECT_EQ(parse_day("2026-01-15"), 20468);
    for (const char* no :
         {"", "2026-01", "2026-02-30", "2026-1-15", "2026/01/15", "2026-01-15 ", "-026-01-15", "2026-01-XX"}) {
        EXPECT_FALSE(parse_day(no).has_value()) << no;
    }
    EXPECT_FALSE(day_from_civil(10000, 1, 1).has_value());
    EXPECT_FALSE(day_from_civil(-10000, 1, 1).has_value());
    EXPECT_FALSE(day_from_civil(2026, 2, 29).has_value());
    EXPECT_FALSE(day_from_civil(2026, 256 + 1, 1).has_value());
    EXPECT_FALSE(day_from_civil(2026, 1, 256 + 1).has_value());
}

TEST(Days, FormatAndParseAgreeOverTheCalendar) {
    std::mt19937 random(1);
    std::uniform_int_distribution<Day> days(day(0, 1, 1), day(9999, 12, 31));
    for (int i = 0; i < 20000; ++i) {
        const Day at = days(random);
        EXPECT_EQ(parse_day(format_day(at)), at);
        const YearMonth month = year_month(at);
        EXPECT_EQ(month_start(at), day(month.year, month.month, 1));
    }
    EXPECT_EQ(format_day(kOpenPast), "");
    EXPECT_EQ(format_day(kOpenFuture), "");
}

TEST(Days, MonthsRunOverYearEnds) {
    EXPECT_EQ(month_start(day(2025, 12, 31)), day(2025, 12, 1));
    EXPECT_EQ(month_start(day(2025, 12, 31), 1), day(2026, 1, 1));
    EXPECT_EQ(month_start(day(2024, 1, 31), 1), day(2024, 2, 1));
    EXPECT_EQ(month_start(day(2024, 1, 31), -1), day(2023, 12, 1));
    EXPECT_EQ(month_start(day(2024, 1, 31), -13), day(2022, 12, 1));
}

TEST(Intervals, AreHalfOpen) {
    const Interval march{10, 20};
    EXPECT_TRUE(march.contains(10));
    EXPECT_FALSE(march.contains(20));
    EXPECT_TRUE(march.overlaps({19, 30}));
    EXPECT_FALSE(march.overlaps({20, 30}));
    EXPECT_FALSE(march.overlaps({0, 10}));
    EXPECT_TRUE(march.overlaps({0, 11}));
    EXPECT_FALSE(march.overlaps({15, 15})) << "an empty interval overlaps nothing";
    EXPECT_FALSE((Interval{15, 15}).overlaps(march));
}

// Whatever the text, the parser ends with a date or a sentence.
TEST(Edtf, NoTextBreaksTheParser) {
    constexpr std::string_view kAlphabet = "0123456789XX--//..?~%YTZ:+ES[]{},";
    std::mt19937 random(2);
    std::uniform_int_distribution<std::size_t> letter(0, kAlphabet.size() - 1);
    std::uniform_int_distribution<std::size_t> length(1, 24);
    int accepted = 0;
    for (int i = 0; i < 200000; ++i) {
        std::string text(length(random), ' ');
        for (char& c : text) {
            c = kAlphabet[letter(random)];
        }
        std::string error;
        const auto date = FuzzyDate::parse(text, &error);
        ASSERT_EQ(date.has_value(), error.empty()) << text;
        if (date) {
            ++accepted;
            ASSERT_EQ(date->text(), text);
            ASSERT_TRUE(!date->dated() || !date->interval().empty()) << text;
        }
    }
    EXPECT_GT(accepted, 10);
}

}  // namespace
}  // namespace bordermap::model
