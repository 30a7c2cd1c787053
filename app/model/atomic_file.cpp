#include "model/atomic_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace bordermap::model {
namespace {

[[noreturn]] void fail(const std::string& path, const char* step, int error) {
    throw std::runtime_error(fmt::format("cannot write {}: {}: {}; choose a folder that exists and can be written",
                                         path, step, std::strerror(error)));
}

/// Owns the temporary file until it has been renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& path) : target_(path), name_(path + ".XXXXXX") {
        descriptor_ = ::mkstemp(name_.data());
        if (descriptor_ < 0) {
            fail(target_, "create", errno);
        }
    }
    ~TemporaryFile() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
        if (!name_.empty()) {
            ::unlink(name_.c_str());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                fail(target_, "write", errno);
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void commit() {
        // mkstemp makes the file private; give it what an ordinary new file would have.
        const mode_t mask = ::umask(0);
        ::umask(mask);
        if (::fchmod(descriptor_, 0666 & ~mask) != 0 || ::fsync(descriptor_) != 0) {
            fail(target_, "flush", errno);
        }
        if (::close(descriptor_) != 0) {
            descriptor_ = -1;
            fail(target_, "close", errno);
        }
        descriptor_ = -1;
        if (::rename(name_.c_str(), target_.c_str()) != 0) {
            fail(target_, "rename", errno);
        }
        name_.clear();
    }

private:
    std::string target_;
    std::string name_;
    int descriptor_ = -1;
};

void flush_folder(const std::string& path) {
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
    if (folder >= 0) {
        ::fsync(folder);  // Some file systems refuse it; the file itself is safe by then.
        ::close(folder);
    }
}

}  // namespace

void write_file_atomically(const std::string& path, std::string_view bytes) {
    TemporaryFile file(path);
    file.write(bytes);
    file.commit();
    flush_folder(path);
}

}  // namespace bordermap::model
