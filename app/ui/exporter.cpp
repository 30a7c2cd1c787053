#include "ui/exporter.hpp"

#include "query/gazetteer.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace bordermap::ui {

bool Exporter::start(exporting::SnapshotRequest request, std::shared_ptr<const Loaded> data, session::Session session,
                     std::function<void()> wake) {
    {
        const std::lock_guard lock(mutex_);
        if (status_.state == State::Running) {
            return false;
        }
        status_ = {State::Running, request.path, {}, 0};
    }
    wait();
    thread_ = std::thread([this, request = std::move(request), data = std::move(data), session = std::move(session),
                           wake = std::move(wake)] {
        Status result{State::Done, request.path, {}, 0};
        const auto start = std::chrono::steady_clock::now();
        try {
            exporting::write_snapshot(request, data->map, *data->index, session);
        } catch (const std::exception& error) {
            result.state = State::Failed;
            result.message = error.what();
        }
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        {
            const std::lock_guard lock(mutex_);
            status_ = std::move(result);
        }
        wake();
    });
    return true;
}

Exporter::Status Exporter::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

void Exporter::wait() {
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::string suggest_file_name(const std::string& words, const std::string& as_of) {
    std::string slug;
    std::size_t at = 0;
    constexpr std::size_t kLongest = 48;
    while (at < words.size() && slug.size() < kLongest) {
        const std::size_t end = std::min(words.find_first_of(" ,;:/()", at), words.size());
        const std::string folded = query::fold(words.substr(at, end - at));
        std::string plain;
        for (const char c : folded) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                plain += c;
            }
        }
        plain.resize(std::min(plain.size(), kLongest));
        if (!plain.empty()) {
            slug += (slug.empty() ? "" : "-") + plain;
        }
        at = end + 1;
    }
    return "bordermap-" + (slug.empty() ? std::string() : slug + "-") + as_of + ".png";
}

}  // namespace bordermap::ui
