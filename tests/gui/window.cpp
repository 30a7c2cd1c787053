#include "gui/window.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bordermap::test {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kPatience = 40s;  // a software renderer on a busy machine

}  // namespace

Window::Window(std::vector<std::string> options) : dump_(folder_.file("state.json")) {
    std::vector<std::string> arguments{BORDERMAP_EXE, "--state-dump", dump_};
    const auto given = [&](const std::string& name) {
        return std::find(options.begin(), options.end(), name) != options.end();
    };
    if (!given("--remember")) {
        arguments.emplace_back("--no-remember");
    }
    std::erase(options, "--remember");  // of these tests: leaves the program its memory
    if (!given("--window")) {
        arguments.insert(arguments.end(), {"--window", "1280x800"});
    }
    if (!given("--as-of")) {
        arguments.insert(arguments.end(), {"--as-of", "2026-01-15"});
    }
    arguments.insert(arguments.end(), options.begin(), options.end());
    process_ = ::fork();
    if (process_ < 0) {
        throw std::runtime_error("fork failed");
    }
    if (process_ == 0) {
        const int log = ::open(folder_.file("log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        std::vector<char*> argv;
        argv.reserve(arguments.size() + 1);
        for (std::string& argument : arguments) {
            argv.push_back(argument.data());
        }
        argv.push_back(nullptr);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    wait("the data is loaded",
         [](const json& state) { return state.at("loading").at("stage") == "done" && state.contains("targets"); });
    settle();
}

Window::~Window() {
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
}

json Window::state() const {
    for (int attempt = 0; attempt < 100; ++attempt) {
        json parsed = json::parse(read_text(dump_), nullptr, false);
        if (!parsed.is_discarded()) {
            return parsed;
        }
        std::this_thread::sleep_for(20ms);  // not there yet
    }
    return json::object();
}

std::string Window::log() const {
    return read_text(folder_.file("log"));
}

bool Window::wait(const std::string& what, const std::function<bool(const json&)>& passes) const {
    const auto until = Clock::now() + kPatience;
    json last;
    while (Clock::now() < until) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            ADD_FAILURE() << "the program ended while waiting until " << what << "\n" << log();
            return false;
        }
        if (std::filesystem::exists(dump_)) {
            last = state();
            if (!last.empty() && passes(last)) {
                return true;
            }
        }
        std::this_thread::sleep_for(20ms);
    }
    last.erase("widgets");
    last.erase("targets");
    ADD_FAILURE() << "waited in vain until " << what << "\n" << last.dump(1) << "\n" << log();
    return false;
}

json Window::settle() const {
    const auto until = Clock::now() + kPatience;
    std::uint64_t seen = frames();
    auto since = Clock::now();
    while (Clock::now() < until) {
        std::this_thread::sleep_for(25ms);
        json now = state();
        const auto count = now.value("frames", std::uint64_t{0});
        if (count != seen) {
            seen = count;
            since = Clock::now();
        } else if (Clock::now() - since > 900ms) {
            return now;
        }
    }
    ADD_FAILURE() << "the window never came to rest";
    return state();
}

void Window::xdotool(const std::vector<std::string>& arguments) const {
    const ProcessResult result = run_process("xdotool", arguments);
    if (result.exit_code != 0) {
        throw std::runtime_error("xdotool: " + result.err);
    }
}

void Window::move(Point to) const {
    xdotool({"mousemove", std::to_string(to.x), std::to_string(to.y)});
}

void Window::click(Point at, int button) const {
    move(at);
    settle();  // hover first, as a hand does
    xdotool({"click", std::to_string(button)});
    settle();
}

void Window::press() const {
    xdotool({"click", "1"});
}

void Window::double_click(Point at) const {
    move(at);
    settle();
    xdotool({"click", "--repeat", "2", "--delay", "40", "1"});
    settle();
}

void Window::control_click(Point at) const {
    move(at);
    settle();
    xdotool({"keydown", "ctrl", "click", "1", "keyup", "ctrl"});
    settle();
}

void Window::drag(Point from, Point to) const {
    move(from);
    settle();
    xdotool({"mousedown", "1"});
    constexpr int kSteps = 6;
    for (int i = 1; i <= kSteps; ++i) {
        move({from.x + (to.x - from.x) * i / kSteps, from.y + (to.y - from.y) * i / kSteps});
        std::this_thread::sleep_for(30ms);
    }
    settle();
    xdotool({"mouseup", "1"});
    settle();
}

void Window::wheel(Point at, int notches) const {
    move(at);
    settle();
    xdotool({"click", "--repeat", std::to_string(std::abs(notches)), "--delay", "30", notches > 0 ? "4" : "5"});
    settle();
}

void Window::key(const std::string& name) const {
    xdotool({"key", name});
    settle();
}

void Window::type(const std::string& text) const {
    xdotool({"type", "--delay", "15", text});
    settle();
}

Point Window::widget(const std::string& name) const {
    const json now = state();
    if (!now.at("widgets").contains(name)) {
        throw std::runtime_error("no widget is called " + name);
    }
    const json& rect = now.at("widgets").at(name);
    return {static_cast<int>(rect[0].get<double>() + rect[2].get<double>() / 2),
            static_cast<int>(rect[1].get<double>() + rect[3].get<double>() / 2)};
}

Point Window::target(const std::string& group, const std::string& id) const {
    const json now = state();
    if (!now.at("targets").at(group).contains(id)) {
        throw std::runtime_error("no place of the map leads to " + id);
    }
    const json& at = now.at("targets").at(group).at(id);
    return {at[0].get<int>(), at[1].get<int>()};
}

std::uint64_t Window::frames() const {
    return state().value("frames", std::uint64_t{0});
}

long Window::cpu_ticks() const {
    const std::string text = read_text("/proc/" + std::to_string(process_) + "/stat");
    std::istringstream fields(text.substr(text.rfind(')') + 2));  // the name may hold spaces
    std::string skipped;
    for (int i = 0; i < 11; ++i) {
        fields >> skipped;
    }
    long user = 0, system = 0;
    fields >> user >> system;
    return user + system;
}

Screenshot read_picture(const std::string& path, const TemporaryFolder& scratch) {
    const std::string raw = scratch.file("picture.ppm");
    const ProcessResult result = run_process("convert", {path, "-depth", "8", raw});
    if (result.exit_code != 0) {
        throw std::runtime_error("convert: " + result.err);
    }
    const std::string bytes = read_text(raw);
    std::istringstream header(bytes);
    std::string magic;
    int most = 0;
    Screenshot picture;
    header >> magic >> picture.width >> picture.height >> most;
    const auto start = static_cast<std::size_t>(header.tellg()) + 1;
    picture.rgb.assign(bytes.begin() + static_cast<std::ptrdiff_t>(start), bytes.end());
    return picture;
}

Screenshot Window::screenshot() const {
    const std::string path = folder_.file("screen.png");
    const ProcessResult result = run_process("import", {"-window", "root", path});
    if (result.exit_code != 0) {
        throw std::runtime_error("import: " + result.err);
    }
    return read_picture(path, folder_);
}

int Window::close() {
    xdotool({"key", "ctrl+q"});
    int status = 0;
    const auto until = Clock::now() + kPatience;
    while (Clock::now() < until) {
        if (::waitpid(process_, &status, WNOHANG) == process_) {
            process_ = -1;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        std::this_thread::sleep_for(20ms);
    }
    return -1;
}

}  // namespace bordermap::test
