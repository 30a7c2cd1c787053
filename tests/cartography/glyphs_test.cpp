// No box in place of a letter: every string that a picture may show has its glyphs in the fonts.

#include "cartography/compose_support.hpp"
#include "cartography/sea.hpp"
#include "cartography/text.hpp"
#include "model/messages.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace bordermap::cartography {
namespace {

class Glyphs : public ::testing::Test {
protected:
    void expect_whole(const std::string& text, const std::string& where) {
        if (text.empty() || !seen_.insert(text).second) {
            return;
        }
        for (const FontFace face : {FontFace::Regular, FontFace::SemiBold, FontFace::Italic}) {
            EXPECT_FALSE(shaper_.shape(text, face).missing) << where << ": " << text;
        }
        shaper_.trim(1000);
    }
    void expect_whole(const model::Names& names, const std::string& where) {
        expect_whole(names.en, where);
        expect_whole(names.vi, where);
        expect_whole(names.lo, where);
    }
    TextShaper shaper_;
    std::set<std::string> seen_;
};

TEST_F(Glyphs, AMissingOneIsNoticed) {
    EXPECT_TRUE(shaper_.shape("\xF3\xB0\x80\x80", FontFace::Regular).missing);  // a private use character
    EXPECT_FALSE(shaper_.shape("Quảng Trị · ສະຫວັນນະເຂດ", FontFace::Regular).missing);
}

TEST_F(Glyphs, OfEveryMessageInEveryLanguage) {
    for (const model::Message& message : model::messages()) {
        for (const std::string_view text : {message.en, message.vi, message.lo}) {
            expect_whole(std::string(text), std::string(message.key));
        }
    }
    EXPECT_GT(seen_.size(), 500U);
}

TEST_F(Glyphs, OfEveryNameAndWordOfTheData) {
    const model::Dataset& data = testing::data();
    for (const model::AdminUnit& unit : data.boundaries) {
        expect_whole(unit.name, unit.id);
    }
    for (const model::Place& place : data.places) {
        expect_whole(place.name, "place");
    }
    for (const model::Neighbour& neighbour : data.neighbours) {
        expect_whole(neighbour.name, "neighbour");
    }
    for (const model::River& river : data.rivers) {
        expect_whole(river.name, "river");
    }
    for (const model::Alias& alias : data.aliases) {
        expect_whole(alias.alias, alias.target_id);
    }
    for (const model::Unit& unit : data.units) {
        expect_whole(unit.name, unit.id);
    }
    for (const model::Agreement& agreement : data.agreements) {
        expect_whole(agreement.title, agreement.id);
        expect_whole(agreement.cadence_text, agreement.id);
        expect_whole(agreement.place, agreement.id);
        expect_whole(agreement.caveat, agreement.id);
        for (const model::Undertaking& each : agreement.areas) {
            expect_whole(each.text, agreement.id);
        }
    }
    for (const model::Event& event : data.events) {
        expect_whole(event.title, event.id);
        expect_whole(event.place, event.id);
        expect_whole(event.caveat, event.id);
    }
    for (const model::Incident& incident : data.incidents) {
        expect_whole(incident.summary, incident.id);
        expect_whole(incident.caveat, incident.id);
        expect_whole(incident.quantity_unit, incident.id);
    }
    for (const model::Gate& gate : data.gates) {
        expect_whole(gate.name, gate.id);
    }
    for (const auto* terms : {&data.categories, &data.areas}) {
        for (const model::Term& term : *terms) {
            expect_whole(term.name, term.id);
        }
    }
    for (const model::Source& source : data.sources) {
        expect_whole(source.publisher, source.id);
        expect_whole(source.title, source.id);
        expect_whole(source.licence, source.id);
    }
    for (const SeaFeature& feature : sea_features()) {
        expect_whole(feature.neutral, feature.id);
        expect_whole(feature.viet_nam, feature.id);
    }
    EXPECT_GT(seen_.size(), 1000U);
}

}  // namespace
}  // namespace bordermap::cartography
