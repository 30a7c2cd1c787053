#include "cartography/classing.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace bordermap::cartography {
namespace {

using session::Classing;
using Values = std::vector<double>;

std::vector<std::size_t> sizes(const Values& values, const Classes& classes) {
    std::vector<std::size_t> held(classes.count(), 0);
    for (const double value : values) {
        ++held.at(classes.of(value));
    }
    return held;
}

double deviation(const Values& values, const Classes& classes) {
    double all = 0;
    for (std::size_t k = 0; k < classes.count(); ++k) {
        double sum = 0;
        double squares = 0;
        double n = 0;
        for (const double value : values) {
            if (classes.of(value) == k) {
                sum += value;
                squares += value * value;
                ++n;
            }
        }
        all += n > 0 ? squares - sum * sum / n : 0;
    }
    return all;
}

TEST(Classing, EqualIntervalsHaveOneWidth) {
    const Classes classes = make_classes(Values{2, 12, 3, 7, 5}, Classing::EqualInterval, 5);
    EXPECT_EQ(classes.breaks, (Values{2, 4, 6, 8, 10, 12}));
    EXPECT_EQ(classes.of(3.999), 0U);
    EXPECT_EQ(classes.of(4), 1U) << "a break belongs to the class that it begins";
    EXPECT_EQ(classes.of(12), 4U) << "the last class holds its upper end";
    EXPECT_EQ(classes.of(-1), 0U);
    EXPECT_EQ(classes.of(99), 4U);
}

TEST(Classing, QuantilesHoldEqualNumbers) {
    Values values;
    for (int i = 1; i <= 20; ++i) {
        values.push_back(i * i);
    }
    EXPECT_EQ(sizes(values, make_classes(values, Classing::Quantile, 5)), (std::vector<std::size_t>{4, 4, 4, 4, 4}));
}

TEST(Classing, QuantilesNeverPartEqualValues) {
    const Values values{1, 1, 1, 1, 1, 1, 1, 2, 3, 4};
    EXPECT_EQ(sizes(values, make_classes(values, Classing::Quantile, 4)), (std::vector<std::size_t>{7, 1, 1, 1}));
}

TEST(Classing, NaturalBreaksFindTheGroups) {
    const Values values{1, 2, 2, 3, 21, 22, 23, 90, 91};
    const Classes classes = make_classes(values, Classing::NaturalBreaks, 3);
    EXPECT_EQ(classes.breaks, (Values{1, 21, 90, 91}));
}

TEST(Classing, NaturalBreaksAreNoWorseThanAnyOther) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> value(0, 40);
    for (int round = 0; round < 40; ++round) {
        Values values(12);
        std::generate(values.begin(), values.end(), [&] { return value(random); });
        const Classes natural = make_classes(values, Classing::NaturalBreaks, 3);
        if (natural.count() < 3) {
            continue;
        }
        double best = std::numeric_limits<double>::max();
        for (int a = 1; a <= 40; ++a) {
            for (int b = a + 1; b <= 41; ++b) {
                best =
                    std::min(best, deviation(values, {{-1.0, static_cast<double>(a), static_cast<double>(b), 50.0}}));
            }
        }
        EXPECT_NEAR(deviation(values, natural), best, 1e-9);
    }
}

TEST(Classing, FewValuesMakeFewClasses) {
    for (const Classing classing : {Classing::Quantile, Classing::EqualInterval, Classing::NaturalBreaks}) {
        EXPECT_EQ(make_classes(Values{}, classing, 5).count(), 0U);
        EXPECT_EQ(make_classes(Values{4, 4, 4}, classing, 5).count(), 1U);
        EXPECT_EQ(make_classes(Values{4, 4, 4}, classing, 5).of(4), 0U);
        EXPECT_EQ(make_classes(Values{4, 9}, classing, 5).count(), 2U);
        EXPECT_EQ(make_classes(Values{4, 9, std::numeric_limits<double>::quiet_NaN()}, classing, 5).count(), 2U)
            << "what is not known is in no class";
    }
}

}  // namespace
}  // namespace bordermap::cartography
