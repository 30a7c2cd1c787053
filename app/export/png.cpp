#include "export/snapshot.hpp"
#include "model/atomic_file.hpp"

#include <array>
#include <atomic>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace bordermap::exporting {
namespace {

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using DatasetHandle = std::unique_ptr<GDALDataset, CloseDataset>;

/// Takes GDAL's messages of this thread for as long as it lives; none is printed.
class ErrorCollector {
public:
    ErrorCollector() { CPLPushErrorHandlerEx(collect, this); }
    ~ErrorCollector() { CPLPopErrorHandler(); }
    ErrorCollector(const ErrorCollector&) = delete;
    ErrorCollector& operator=(const ErrorCollector&) = delete;
    [[nodiscard]] std::string text() const { return text_.empty() ? "GDAL gives no reason" : text_; }

private:
    static void CPL_STDCALL collect(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
        if (kind >= CE_Failure) {
            auto* self = static_cast<ErrorCollector*>(CPLGetErrorHandlerUserData());
            self->text_ += (self->text_.empty() ? "" : "; ") + std::string(message);
        }
    }
    std::string text_;
};

/// A setting of GDAL for this thread while it lives.
class ThreadOption {
public:
    ThreadOption(const char* key, const char* value) : key_(key) { CPLSetThreadLocalConfigOption(key, value); }
    ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, nullptr); }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* key_;
};

/// A file in memory, gone with this.
class MemoryFile {
public:
    MemoryFile() {
        static std::atomic<std::uint64_t> next{0};
        name_ = fmt::format("/vsimem/bordermap_snapshot_{}.png", next++);
    }
    ~MemoryFile() { VSIUnlink(name_.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string_view bytes() const {
        vsi_l_offset size = 0;
        const GByte* data = VSIGetMemFileBuffer(name_.c_str(), &size, FALSE);
        return {reinterpret_cast<const char*>(data), data == nullptr ? 0 : static_cast<std::size_t>(size)};
    }

private:
    std::string name_;
};

/// Only what is needed here: opening every driver of GDAL takes longer than drawing the map.
void register_drivers() {
    GDALRegister_MEM();
    GDALRegister_PNG();
}

GDALDriver& driver(const char* name) {
    static std::once_flag registered;
    std::call_once(registered, register_drivers);
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(name);
    if (found == nullptr) {
        throw std::runtime_error(fmt::format("this GDAL has no {} driver; install the package libgdal32", name));
    }
    return *found;
}

bool opaque(const render::Image& image) {
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) {
        if (image.pixels[i] != 255) {
            return false;
        }
    }
    return true;
}

/// The image as a GDAL dataset over the same memory.
DatasetHandle wrap(const render::Image& image, int bands) {
    DatasetHandle dataset(driver("MEM").Create("", image.width, image.height, 0, GDT_Byte, nullptr));
    for (int band = 0; dataset && band < bands; ++band) {
        // The driver only reads through this pointer: the source of CreateCopy is never written.
        auto* data = const_cast<std::uint8_t*>(image.pixels.data()) + band;
        std::array<char, 32> pointer{};
        pointer.at(static_cast<std::size_t>(
            CPLPrintPointer(pointer.data(), data, static_cast<int>(pointer.size()) - 1))) = '\0';
        CPLStringList options;
        options.SetNameValue("DATAPOINTER", pointer.data());
        options.SetNameValue("PIXELOFFSET", "4");
        options.SetNameValue("LINEOFFSET", std::to_string(static_cast<long long>(image.width) * 4).c_str());
        if (dataset->AddBand(GDT_Byte, options.List()) != CE_None) {
            return nullptr;
        }
        constexpr std::array kMeaning{GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand};
        dataset->GetRasterBand(band + 1)->SetColorInterpretation(kMeaning.at(static_cast<std::size_t>(band)));
    }
    return dataset;
}

}  // namespace

void write_png(const render::Image& image, const std::string& path,
               const std::vector<std::pair<std::string, std::string>>& text) {
    const std::size_t expected = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4;
    if (image.width < 1 || image.height < 1 || image.pixels.size() != expected) {
        throw std::runtime_error(
            fmt::format("{}: there is no picture to write ({} x {} px)", path, image.width, image.height));
    }
    const MemoryFile file;
    {
        const ErrorCollector errors;
        // Side files (.aux.xml) are no part of a picture.
        const ThreadOption no_side_files("GDAL_PAM_ENABLED", "NO");
        const DatasetHandle source = wrap(image, opaque(image) ? 3 : 4);
        if (!source) {
            throw std::runtime_error(fmt::format("{}: the picture cannot be given to GDAL: {}", path, errors.text()));
        }
        CPLStringList metadata;
        for (const auto& [key, value] : text) {
            metadata.SetNameValue(key.c_str(), value.c_str());
        }
        source->SetMetadata(metadata.List());
        CPLStringList options;
        options.SetNameValue("ZLEVEL", "2");  // higher levels take half as long again for 4 % less
        options.SetNameValue("WRITE_METADATA_AS_TEXT", "YES");
        const DatasetHandle copy(
            driver("PNG").CreateCopy(file.name().c_str(), source.get(), FALSE, options.List(), nullptr, nullptr));
        if (!copy) {
            throw std::runtime_error(
                fmt::format("{}: the picture cannot be encoded as PNG: {}; make it smaller", path, errors.text()));
        }
    }
    if (file.bytes().empty()) {
        throw std::runtime_error(
            fmt::format("{}: the picture cannot be encoded as PNG: no bytes came out; make it smaller", path));
    }
    model::write_file_atomically(path, file.bytes());
}

}  // namespace bordermap::exporting
