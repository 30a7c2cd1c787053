#include "ui/open_address.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bordermap::ui {

bool is_web_address(const std::string& address) {
    return (address.starts_with("https://") || address.starts_with("http://")) &&
           std::all_of(address.begin(), address.end(), [](char c) {
               return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\'' && c != '\\' && c != '\x7f';
           });
}

bool open_address(const std::string& address) {
    if (!is_web_address(address)) {
        return false;
    }
    std::string program = "xdg-open", argument = address;
    std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    }
    pid_t child = -1;
    const int failed = posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        return false;
    }
    std::thread([child] {
        int status = 0;
        ::waitpid(child, &status, 0);  // no zombie is left behind
    }).detach();
    return true;
}

}  // namespace bordermap::ui
