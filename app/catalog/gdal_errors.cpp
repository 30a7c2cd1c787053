#include "catalog/gdal_errors.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cstdlib>
#include <gdal_priv.h>
#include <mutex>
#include <ogr_srs_api.h>
#include <ogrsf_frmts.h>
#include <utility>

namespace bordermap::catalog {
namespace {

// A broken file can make a driver complain about every record: enough is kept to tell what is wrong.
constexpr std::size_t kMaxMessages = 256;

void CPL_STDCALL collect_message(CPLErr severity, CPLErrorNum /*number*/, const char* text) {
    auto* scope = static_cast<GdalScope*>(CPLGetErrorHandlerUserData());
    if (scope != nullptr && severity != CE_None && severity != CE_Debug) {
        scope->collect(severity != CE_Warning, text == nullptr ? "" : text);
    }
}

/// Answers every HTTP request with a refusal. GDAL frees the answer with CPLHTTPDestroyResult.
CPLHTTPResult* refuse_http(const char* url, CSLConstList /*options*/, GDALProgressFunc /*progress*/,
                           void* /*progress_data*/, CPLHTTPFetchWriteFunc /*write*/, void* /*write_data*/, void* user) {
    static_cast<GdalScope*>(user)->collect(true, std::string("the file asks for the network address ") +
                                                     (url == nullptr ? "" : url) + ", which is refused");
    auto* result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup("network access is refused");
    return result;
}

// Virtual tables of SQLite that open other data sources.
constexpr const char* kVirtualTables = "OGR_SQLITE_STATIC_VIRTUAL_OGR";

}  // namespace

GdalScope::GdalScope() {
    CPLPushErrorHandlerEx(collect_message, this);
    CPLHTTPPushFetchCallback(refuse_http, this);
    const char* before = CPLGetThreadLocalConfigOption(kVirtualTables, nullptr);
    virtual_tables_before_ = before == nullptr ? "" : before;
    CPLSetThreadLocalConfigOption(kVirtualTables, "NO");
}

GdalScope::~GdalScope() {
    CPLSetThreadLocalConfigOption(kVirtualTables,
                                  virtual_tables_before_.empty() ? nullptr : virtual_tables_before_.c_str());
    CPLHTTPPopFetchCallback();
    CPLPopErrorHandler();
}

std::vector<GdalMessage> GdalScope::take() {
    return std::exchange(messages_, {});
}

void GdalScope::collect(bool error, std::string_view text) {
    if (messages_.size() < kMaxMessages) {
        messages_.push_back({error, std::string(text)});
    }
}

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] {
        RegisterOGRShape();
        RegisterOGRCSV();
        RegisterOGRGeoJSON();
        RegisterOGRGeoPackage();
        OSRSetPROJEnableNetwork(0);
    });
}

}  // namespace bordermap::catalog
