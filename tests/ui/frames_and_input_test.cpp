/// What makes frames, and which events one frame takes.

#include "ui/frame_pacer.hpp"
#include "ui/input_queue.hpp"

#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

using Kind = InputEvent::Kind;

InputEvent move(double x) {
    return {Kind::Move, x, 0};
}
InputEvent button(int action) {
    InputEvent event{Kind::Button};
    event.action = action;
    return event;
}
InputEvent key(int code, int action, int mods = 0) {
    InputEvent event{Kind::Key};
    event.code = code;
    event.action = action;
    event.mods = mods;
    return event;
}

int draw_all(FramePacer& pacer, double now) {
    int frames = 0;
    while (pacer.due(now) && frames < 1000) {
        pacer.drawn(now);
        ++frames;
    }
    return frames;
}

TEST(FramePacer, RequestsExpireByThemselves) {
    FramePacer pacer;
    EXPECT_GT(draw_all(pacer, 0), 0);
    EXPECT_FALSE(pacer.due(1000));
    EXPECT_LT(pacer.wait(1000), 0) << "idle: sleeps until an event";
    pacer.request(2);
    EXPECT_EQ(pacer.wait(1000), 0);
    EXPECT_EQ(draw_all(pacer, 1000), 2);
}

TEST(FramePacer, AnAnimationHasAFrameAtItsEndHoweverSlowTheMachine) {
    FramePacer pacer;
    draw_all(pacer, 0);
    pacer.keep_until(10.5);
    pacer.drawn(10.4);  // and this frame takes longer than what is left
    EXPECT_TRUE(pacer.due(10.9));
    pacer.drawn(10.9);
    EXPECT_LT(pacer.wait(10.9), 0);
}

TEST(FramePacer, AnAnimationEnds) {
    FramePacer pacer;
    draw_all(pacer, 0);
    pacer.keep_until(10.5, 0.1);
    int frames = 0;
    double now = 10;
    for (int guard = 0; guard < 100; ++guard) {
        const double wait = pacer.wait(now);
        if (wait < 0) {
            break;
        }
        now += wait + 1e-6;
        if (pacer.due(now)) {
            pacer.drawn(now);
            ++frames;
        }
    }
    EXPECT_GE(frames, 4);
    EXPECT_LE(frames, 7);
    EXPECT_LT(pacer.wait(now), 0);
}

TEST(FramePacer, WakesOnceForADeadline) {
    FramePacer pacer;
    draw_all(pacer, 0);
    pacer.wake_at(8);
    pacer.wake_at(5);
    EXPECT_DOUBLE_EQ(pacer.wait(2), 3);
    EXPECT_FALSE(pacer.due(4.9));
    EXPECT_EQ(draw_all(pacer, 5), 1);
    EXPECT_LT(pacer.wait(6), 0);
}

TEST(InputQueue, APressIsSeenWhereItHappened) {
    InputQueue queue;
    for (const InputEvent& event : {move(10), button(1), move(50), move(90), button(0), move(200)}) {
        queue.push(event);
    }
    auto first = queue.next_frame(false);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].x, 10);
    auto second = queue.next_frame(false);  // drag to 90 and let go there
    ASSERT_EQ(second.size(), 3U);
    EXPECT_EQ(second[1].x, 90);
    EXPECT_EQ(second[2].kind, Kind::Button);
    EXPECT_EQ(queue.next_frame(false).size(), 1U);
    EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, AModifierCountsForTheClickBeforeItWasLetGo) {
    constexpr int kControlKey = 341;
    InputQueue queue;
    for (const InputEvent& event : {key(kControlKey, 1), button(1), button(0), key(kControlKey, 0)}) {
        queue.push(event);
    }
    EXPECT_EQ(queue.next_frame(false).size(), 2U);
    EXPECT_EQ(queue.next_frame(false).size(), 1U) << "the release of the button alone";
    EXPECT_EQ(queue.next_frame(false).size(), 1U);
}

TEST(InputQueue, OneCommandAFrameButTypingAllAtOnce) {
    InputQueue commands;
    for (const int code : {int{'F'}, int{'C'}}) {
        commands.push(key(code, 1));
        commands.push(key(code, 0));
    }
    EXPECT_EQ(commands.next_frame(false).size(), 2U);
    EXPECT_EQ(commands.next_frame(false).size(), 2U);
    InputQueue typing;
    for (int i = 0; i < 20; ++i) {
        typing.push(key('A', 1));
        InputEvent character{Kind::Char};
        character.code = 'a';
        typing.push(character);
        typing.push(key('A', 0));
    }
    EXPECT_EQ(typing.next_frame(true).size(), 60U);
}

TEST(InputQueue, NothingIsLost) {
    InputQueue queue;
    std::size_t pushed = 0;
    for (int i = 0; i < 200; ++i) {
        queue.push(i % 3 == 0 ? move(i) : i % 3 == 1 ? button(i % 2) : key(300 + i % 5, i % 2));
        ++pushed;
    }
    std::size_t taken = 0;
    for (int guard = 0; guard < 1000 && !queue.empty(); ++guard) {
        const auto events = queue.next_frame(guard % 2 == 0);
        ASSERT_FALSE(events.empty()) << "a frame that takes nothing never ends";
        taken += events.size();
    }
    EXPECT_EQ(taken, pushed);
}

}  // namespace
}  // namespace bordermap::ui
